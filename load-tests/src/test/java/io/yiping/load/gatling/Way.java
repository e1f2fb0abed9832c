package io.yiping.load.gatling;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yiping.load.manifest.Verdicts;
import io.yiping.load.send.BatchAnswer;
import io.yiping.load.upload.UploadAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The ways into the service, each with how its answers are read. */
enum Way {
    SINGLE("one rating", "/v1/ratings", "application/json") {
        @Override
        BatchAnswer read(int status, byte[] answer) throws IOException {
            JsonNode receipt = JSON.readTree(answer);
            String verdict = receipt.path("verdict").asText();
            if (!verdict.equals(verdictOf(status))) {
                throw new IOException("the verdict is " + verdict);
            }
            return new BatchAnswer(
                    one(verdict, receipt.has("replaced")),
                    List.of(),
                    receipt.path("version").asLong());
        }
    },
    BATCH("batch", "/v1/ratings/batch?results=problems", "application/json") {
        @Override
        BatchAnswer read(int status, byte[] answer) throws IOException {
            return BatchAnswer.parse(answer);
        }
    },
    UPLOAD_SUMMARY("upload", "/v1/ratings/stream?results=summary", "application/x-ndjson") {
        @Override
        BatchAnswer read(int status, byte[] answer) throws IOException {
            return whole(UploadAnswer.parse(answer));
        }
    },
    UPLOAD_PROBLEMS("upload", "/v1/ratings/stream?results=problems", "application/x-ndjson") {
        @Override
        BatchAnswer read(int status, byte[] answer) throws IOException {
            UploadAnswer upload = UploadAnswer.parse(answer);
            BatchAnswer whole = whole(upload);
            if (whole != null
                    && upload.told()
                            != whole.verdicts().conflict() + whole.verdicts().rejected()) {
                throw new IOException("%d items were told one by one, but the summary is %s"
                        .formatted(upload.told(), whole.verdicts()));
            }
            return whole;
        }
    };

    /** The one refusal after which ratings may be stored all the same. */
    static final String OUTCOME_UNKNOWN = "outcome-unknown";

    private static final ObjectMapper JSON = new ObjectMapper();

    final String title;
    final String path;
    final String contentType;

    Way(String title, String path, String contentType) {
        this.title = title;
        this.path = path;
        this.contentType = contentType;
    }

    static Way upload(String results) {
        return valueOf("UPLOAD_" + results.toUpperCase(Locale.ROOT));
    }

    /** Null when the answer ends before it has said all. */
    abstract BatchAnswer read(int status, byte[] answer) throws IOException;

    /** The name of the problem that a refusal states; its first member. What follows, thousands of verdicts, is not read. */
    static String problem(byte[] refusal) throws IOException {
        try (JsonParser json = JSON.createParser(refusal)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("type")) {
                    String type = json.getText();
                    return type.substring(type.lastIndexOf('/') + 1);
                }
                json.skipChildren();
            }
        }
        return "";
    }

    private static String verdictOf(int status) {
        return switch (status) {
            case 201 -> "accepted";
            case 200 -> "duplicate";
            case 409 -> "conflict";
            case 422 -> "rejected";
            default -> "none that this status can have";
        };
    }

    private static Verdicts one(String verdict, boolean replaced) {
        return new Verdicts(
                1,
                verdict.equals("accepted") ? 1 : 0,
                verdict.equals("duplicate") ? 1 : 0,
                verdict.equals("conflict") ? 1 : 0,
                verdict.equals("rejected") ? 1 : 0,
                0,
                replaced ? 1 : 0);
    }

    private static BatchAnswer whole(UploadAnswer upload) {
        boolean cut = upload.verdicts() == null || !upload.problem().isEmpty();
        return cut ? null : new BatchAnswer(upload.verdicts(), List.of(), upload.version());
    }
}
