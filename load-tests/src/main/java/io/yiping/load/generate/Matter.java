package io.yiping.load.generate;

/** A matter of an agency: 31 characters, or 33 where the agency tells forms of one matter apart; {@code index} numbers them all. */
record Matter(int index, String code, Agency agency) {
    static final int TASK_CODE_LENGTH = 31;

    String taskCode() {
        return code.substring(0, TASK_CODE_LENGTH);
    }
}
