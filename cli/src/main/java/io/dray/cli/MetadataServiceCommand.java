package io.dray.cli;

import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.core.InvalidInputException;
import io.dray.pod.metadata.MetadataRegistry;
import io.dray.pod.metadata.MetadataService;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** {@code metadata-service}: serves until it is told to end. */
final class MetadataServiceCommand implements Command {
    private static final OptionSpec LISTEN_PORT =
            OptionSpec.value("listen-port", "PORT", "Listen on this port instead of 18112; 0 for any that is free");
    private static final int MAX_PORT = 65_535;

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("metadata-service", "Tell pods who they are")
                .describedAs("Serves the appc metadata service to the pods that were started with --mds-register: their"
                        + " manifest, UUID and annotations, and signatures in their name. One serves all pods of"
                        + " the machine, in the foreground, until SIGTERM; it may be restarted at any time.")
                .offering(LISTEN_PORT)
                .example("dray metadata-service", "Serve on port 18112");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        int port = port(arguments);
        MetadataService service =
                MetadataService.start(Wiring.ofRoot(arguments, context).metadata(), port);
        context.err()
                .println(ProgramName.current().speaking("metadata-service") + "metadata service running on port "
                        + service.port());
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            service.close();
            end.countDown();
            // asked to end, it has done what it should
            Runtime.getRuntime().halt(ExitCode.OK.number());
        }));
        try {
            end.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK.number();
    }

    private static int port(ParsedArguments arguments) {
        Optional<String> text = arguments.value(LISTEN_PORT);
        if (text.isEmpty()) {
            return MetadataRegistry.DEFAULT_PORT;
        }
        try {
            int port = Integer.parseInt(text.get());
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new InvalidInputException("--listen-port takes a number from 0 to 65535, not '" + text.get() + "'");
    }
}
