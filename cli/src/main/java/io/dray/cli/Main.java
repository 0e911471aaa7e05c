package io.dray.cli;

import io.dray.clikit.CommandContext;
import io.dray.clikit.ResultStream;
import io.dray.clikit.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The process {@code dray}. */
public final class Main {
    private Main() {}

    /** Runs the command line and exits with its code. */
    public static void main(String[] args) {
        // always UTF-8, whatever the locale: Dray's output is read by programs; stdout is flushed once at the end
        PrintStream out = ResultStream.to(new FileOutputStream(FileDescriptor.out));
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        CommandContext context = new CommandContext(out, err, System.getenv(), Surroundings.ofProcess());
        int code = Dray.run(List.of(args), context);
        tellLauncher(code);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** The launcher has turned into another program meanwhile, which cannot wait for this process. */
    private static void tellLauncher(int code) {
        String handoff = System.getenv(RunCommand.HANDOFF);
        if (handoff == null) {
            return;
        }
        try (FileOutputStream launcher = new FileOutputStream(handoff)) {
            launcher.write(("exit " + code + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException _) {
            // it does not listen any more
        }
    }
}
