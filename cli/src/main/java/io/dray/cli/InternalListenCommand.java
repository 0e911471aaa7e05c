package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.EnvironmentException;
import io.dray.core.ExitCode;
import io.dray.linux.ListeningSocket;
import io.dray.linux.ProgramReplacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code internal listen FIRST FILE PROTOCOL:PORT:NAME...}: what the start script of an app calls that expects open sockets which
 * nobody gave. Opens them, from descriptor FIRST on, and turns into the program whose words are in the file, each before a NUL.
 */
final class InternalListenCommand implements Command {
    private static final int SOCKETS = 2;

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("internal listen", "Become a program with open sockets")
                .taking(ArgumentSpec.any("WORD"));
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        List<String> words = arguments.arguments();
        List<ListeningSocket> sockets = new ArrayList<>();
        try {
            for (String wanted : words.subList(SOCKETS, words.size())) {
                int port = Integer.parseInt(wanted.substring(wanted.indexOf(':') + 1, wanted.lastIndexOf(':')));
                sockets.add(ListeningSocket.open(wanted.startsWith("tcp:"), port));
            }
            byte[] program = Files.readAllBytes(Path.of(words.get(1)));
            ProgramReplacement.become(ProgramReplacement.split(program), Integer.parseInt(words.getFirst()), sockets);
            return ExitCode.OK.number();
        } catch (IOException e) {
            throw new EnvironmentException(
                    "cannot open the sockets that the app expects: " + e.getMessage(),
                    "let the service manager open them, or choose another port or network");
        }
    }
}
