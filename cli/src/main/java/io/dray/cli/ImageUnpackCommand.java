package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.core.InvalidInputException;
import io.dray.image.aci.ArchiveUnpack;
import io.dray.image.unpack.UnpackLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code image unpack DIR ARCHIVE...}. */
final class ImageUnpackCommand implements Command {
    @Override
    public CommandSpec spec() {
        return CommandSpec.of("image unpack", "Unpack archives into a directory without importing them")
                .taking(ArgumentSpec.oneOrMore("DIR ARCHIVE"))
                .describedAs(
                        "Unpacks one ACI, or the layers of an OCI image with the lowest first, into an empty directory."
                                + " Of an ACI come the file manifest and the directory rootfs, of layers the root itself. Nothing"
                                + " outside the directory is ever read or written, and if anything is wrong nothing is left.")
                .example("dray image unpack ./redis ./redis.aci", "Look into an archive");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        List<String> words = arguments.arguments();
        if (words.size() < 2) {
            throw new InvalidInputException(
                    "image unpack takes a directory and at least one archive", "dray image unpack DIR ARCHIVE...");
        }
        List<Path> archives = new ArrayList<>();
        for (String archive : words.subList(1, words.size())) {
            archives.add(Path.of(archive));
        }
        new ArchiveUnpack(UnpackLimits.DEFAULT).unpack(Path.of(words.getFirst()).toAbsolutePath(), archives);
        return ExitCode.OK.number();
    }
}
