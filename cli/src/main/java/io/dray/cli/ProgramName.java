package io.dray.cli;

/** The name under which the program was started; under the name of an older tool it says what that tool said. */
enum ProgramName {
    /** Dray itself. */
    DRAY("dray"),
    /** rkt: pods and images. */
    RKT("rkt"),
    /** dgr: builds. */
    DGR("dgr");

    /** Set by the launcher when it was called by another name than its own. */
    private static final String PROPERTY = "io.dray.name";

    private final String text;

    ProgramName(String text) {
        this.text = text;
    }

    /** The name of this process. */
    static ProgramName current() {
        return of(System.getProperty(PROPERTY, DRAY.text));
    }

    /** The program of this name; any other is Dray's own. */
    static ProgramName of(String name) {
        for (ProgramName program : values()) {
            if (program.text.equals(name)) {
                return program;
            }
        }
        return DRAY;
    }

    /**
     * What a line on stderr begins with: the program's name, or that of the command, as rkt does it.
     *
     * @param command the command's whole name
     */
    String speaking(String command) {
        return (this == RKT ? command.substring(command.lastIndexOf(' ') + 1) : DRAY.text) + ": ";
    }

    /** As it is typed. */
    String text() {
        return text;
    }
}
