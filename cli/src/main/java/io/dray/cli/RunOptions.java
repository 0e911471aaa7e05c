package io.dray.cli;

import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Token;
import io.dray.clikit.Token.ArgumentToken;
import io.dray.clikit.Token.OptionToken;
import io.dray.clikit.Token.PassedOnToken;
import io.dray.core.InvalidInputException;
import io.dray.image.ImageReference;
import io.dray.pod.AppRequest;
import io.dray.pod.Launcher;
import io.dray.pod.Network;
import io.dray.pod.RunRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options of {@code run}, and rkt's rule that the options of an app follow its image. */
final class RunOptions {
    private static final OptionSpec NET = OptionSpec.value(
                    "net",
                    "default|host|none",
                    "Put the pod on this network; an address of its own unless it says host or none")
            .alone("default");
    private static final OptionSpec SET_ENV = OptionSpec.value("set-env", "NAME=VALUE", "Set a variable in all apps")
            .repeated();
    private static final OptionSpec HOSTNAME =
            OptionSpec.value("hostname", "NAME", "Name the pod's host instead of dray-UUID");
    private static final OptionSpec INTERACTIVE =
            OptionSpec.flag("interactive", "Give the one app this terminal and its input");
    private static final OptionSpec UUID_FILE =
            OptionSpec.value("uuid-file-save", "FILE", "Write the UUID of the pod to this file");

    private static final OptionSpec NAME =
            OptionSpec.value("name", "NAME", "Name the app; by default the last part of the image's name");
    private static final OptionSpec EXEC =
            OptionSpec.value("exec", "PROGRAM", "Run this program instead of the image's");
    private static final OptionSpec USER = OptionSpec.value("user", "USER", "Run the app as this user");
    private static final OptionSpec GROUP = OptionSpec.value("group", "GROUP", "Run the app as this group");
    private static final OptionSpec WORKING_DIR =
            OptionSpec.value("working-dir", "PATH", "Start the app in this directory of the image");
    private static final OptionSpec ENVIRONMENT = OptionSpec.value(
                    "environment", "NAME=VALUE", "Set a variable in this app only")
            .repeated();

    /** In the order of help: those of the pod, then those of an app. */
    static final OptionSpec[] ALL = {
        NET,
        SET_ENV,
        HOSTNAME,
        INTERACTIVE,
        UUID_FILE,
        FetchOptions.PULL_POLICY,
        FetchOptions.NO_STORE,
        FetchOptions.STORE_ONLY,
        FetchOptions.SIGNATURE,
        NAME,
        EXEC,
        USER,
        GROUP,
        WORKING_DIR,
        ENVIRONMENT
    };

    private RunOptions() {}

    /** What the command line asks for. */
    static RunRequest request(ParsedArguments arguments, Launcher launcher, ImageLookup lookup) {
        Optional<String> uuidFile = arguments.value(UUID_FILE);
        if (uuidFile.isPresent() && uuidFile.get().isEmpty()) {
            throw new InvalidInputException("--uuid-file-save needs the path of a file");
        }
        return new RunRequest(
                apps(arguments.tokens(), lookup),
                Network.parse(arguments.value(NET).orElse("default")),
                Variables.of(SET_ENV, arguments),
                arguments.value(HOSTNAME),
                arguments.has(INTERACTIVE),
                uuidFile.isPresent() ? Optional.of(Path.of(uuidFile.get())) : Optional.empty(),
                launcher);
    }

    /** A single image may also have its options before it; of several images rkt's rule holds. */
    private static List<AppRequest> apps(List<Token> tokens, ImageLookup lookup) {
        List<String> images = new ArrayList<>();
        List<List<Token>> own = new ArrayList<>();
        List<OptionToken> before = new ArrayList<>();
        for (Token token : tokens) {
            if (token instanceof ArgumentToken argument) {
                images.add(argument.text());
                own.add(new ArrayList<>());
            } else if (!images.isEmpty()) {
                own.getLast().add(token);
            } else if (token instanceof PassedOnToken) {
                throw new InvalidInputException("arguments after -- must follow an image");
            } else if (token instanceof OptionToken option && isPerApp(option.option())) {
                before.add(option);
            }
        }
        if (images.size() == 1) {
            own.getFirst().addAll(0, before);
        } else if (!before.isEmpty()) {
            String name = before.getFirst().option().name();
            throw new InvalidInputException(
                    "--" + name + " must follow an image", "write it after the image it is for");
        }
        List<AppRequest> apps = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            apps.add(app(lookup.reference(images.get(i)), own.get(i)));
        }
        return apps;
    }

    private static boolean isPerApp(OptionSpec option) {
        return switch (option.name()) {
            case "name", "exec", "user", "group", "working-dir", "environment" -> true;
            default -> false;
        };
    }

    private static AppRequest app(ImageReference image, List<Token> tokens) {
        ParsedArguments own = new ParsedArguments(tokens);
        if (own.value(NAME).isPresent() && own.value(NAME).get().isEmpty()) {
            throw new InvalidInputException("--name needs the name of an app");
        }
        return new AppRequest(
                image,
                own.value(NAME),
                own.value(EXEC),
                own.passedOn(),
                Variables.of(ENVIRONMENT, own),
                own.value(USER),
                own.value(GROUP),
                own.value(WORKING_DIR));
    }
}
