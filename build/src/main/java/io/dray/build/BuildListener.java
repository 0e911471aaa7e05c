package io.dray.build;

/** Hears what a build does while it does it. All calls come from the thread that builds. */
public interface BuildListener {
    /** A listener that hears nothing. */
    BuildListener SILENT = new BuildListener() {
        @Override
        public void progress(String message) {}

        @Override
        public void output(String line) {}

        @Override
        public void warning(String message) {}
    };

    /** A step begins, or ended: one line for a person, such as {@code builder: unchanged}. */
    void progress(String message);

    /** One line that a script or a program of the build wrote, to either of its outputs. */
    void output(String line);

    /** Something is odd but does not stop the build. */
    void warning(String message);
}
