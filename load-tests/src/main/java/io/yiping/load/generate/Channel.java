package io.yiping.load.generate;

/** The channels, each with its share of all ratings in percent, and where its raters are. */
enum Channel {
    PC(16, false, false),
    MOBILE(34, false, true),
    QR(10, true, true),
    WINDOW_DEVICE(30, true, false),
    TERMINAL(4, true, false),
    PHONE(1.5, false, false),
    SMS(2.5, false, true),
    SUPERVISION_POST(1, true, false),
    PAPER(1, true, false);

    private static final Channel[] ALL = values();
    private static final Weighted SHARES = weights();

    /** The rater stands at a window that has a code. */
    final boolean atWindow;

    /** Ratings come in the evening too. */
    final boolean allDay;

    private final double share;

    Channel(double share, boolean atWindow, boolean allDay) {
        this.share = share;
        this.atWindow = atWindow;
        this.allDay = allDay;
    }

    static Channel draw(Dice dice) {
        return ALL[SHARES.draw(dice)];
    }

    private static Weighted weights() {
        double[] shares = new double[ALL.length];
        for (Channel channel : ALL) {
            shares[channel.ordinal()] = channel.share;
        }
        return new Weighted(shares);
    }
}
