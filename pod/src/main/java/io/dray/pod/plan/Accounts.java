package io.dray.pod.plan;

import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.tree.LayeredTree;
import io.dray.pod.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The users and groups of an image. A name is looked up in the image's own {@code /etc/passwd} and {@code /etc/group} first,
 * also if it is all digits, then taken as a number; an absolute path stands for that file's owner (appc spec, aci.md, "user").
 */
final class Accounts {
    private static final int MAX_BYTES = 1 << 20;
    private static final int PASSWD_FIELDS = 7;
    private static final int GROUP_FIELDS = 3;
    private static final long MAX_ID = 0xFFFF_FFFEL;

    /** Known also in images that name nobody, as in rkt. */
    private static final String ROOT = "root";

    /**
     * A user, with what {@code /etc/passwd} says of it or else the usual defaults.
     *
     * @param uid number
     * @param name login name
     * @param home home directory
     * @param shell login shell
     */
    record User(long uid, String name, String home, String shell) {}

    /**
     * Who an app runs as.
     *
     * @param user its user
     * @param group number of its group
     * @param obstacle why it cannot start, if it is not known yet who it runs as
     */
    record Identity(User user, long group, Optional<String> obstacle) {}

    /** Who has no rights anywhere. */
    static final User NOBODY = new User(65534, "nobody", "/", "/bin/sh");

    private final LayeredTree tree;
    private final List<List<String>> users;
    private final List<List<String>> groups;

    private Accounts(LayeredTree tree) {
        this.tree = tree;
        this.users = read(tree, "/etc/passwd", PASSWD_FIELDS);
        this.groups = read(tree, "/etc/group", GROUP_FIELDS);
    }

    static Accounts of(LayeredTree tree) {
        return new Accounts(tree);
    }

    /**
     * Who an app runs as.
     *
     * @throws MissingException if there is no such user or group
     */
    Identity identity(String user, String group) {
        return new Identity(user(user), group(group), Optional.empty());
    }

    /** The same; if there is no such user or group, nobody and why the app cannot start. */
    Identity identityOrNobody(String user, String group) {
        try {
            return identity(user, group);
        } catch (MissingException e) {
            return new Identity(NOBODY, NOBODY.uid(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** The user that an app names. */
    User user(String name) {
        if (name.startsWith("/")) {
            return withNumber(owner(name, "user").uid());
        }
        for (List<String> line : users) {
            if (line.get(0).equals(name)) {
                return fromLine(line);
            }
        }
        OptionalLong number = name.equals(ROOT) ? OptionalLong.of(0) : number(name);
        if (number.isPresent()) {
            return withNumber(number.getAsLong());
        }
        throw new MissingException(
                "\"" + name + "\" user not found: the image's /etc/passwd has no such name",
                "name a user of the image, or give a number");
    }

    /** The group that an app names. */
    long group(String name) {
        if (name.startsWith("/")) {
            return owner(name, "group").gid();
        }
        for (List<String> line : groups) {
            if (line.get(0).equals(name)) {
                return numberIn("/etc/group", line);
            }
        }
        OptionalLong number = name.equals(ROOT) ? OptionalLong.of(0) : number(name);
        if (number.isPresent()) {
            return number.getAsLong();
        }
        throw new MissingException(
                "\"" + name + "\" group not found: the image's /etc/group has no such name",
                "name a group of the image, or give a number");
    }

    private LayeredTree.Entry owner(String path, String what) {
        Optional<LayeredTree.Entry> file = tree.lookup(path);
        return file.orElseThrow(() -> new MissingException(
                "the " + what + " is to be the owner of " + path + ": no such file or directory in the image"));
    }

    private User withNumber(long uid) {
        String number = Long.toString(uid);
        for (List<String> line : users) {
            if (line.get(2).equals(number)) {
                return fromLine(line);
            }
        }
        return uid == 0 ? new User(0, "root", "/root", "/bin/sh") : new User(uid, number, "/", "/bin/sh");
    }

    private static User fromLine(List<String> line) {
        long uid = numberIn("/etc/passwd", line);
        String shell = line.get(PASSWD_FIELDS - 1);
        return new User(uid, line.get(0), line.get(PASSWD_FIELDS - 2), shell.isEmpty() ? "/bin/sh" : shell);
    }

    private static long numberIn(String file, List<String> line) {
        OptionalLong number = number(line.get(2));
        if (number.isEmpty()) {
            throw new InvalidInputException(
                    file + " of the image: '" + line.get(2) + "' is not the number of " + line.get(0));
        }
        return number.getAsLong();
    }

    private static OptionalLong number(String text) {
        if (text.isEmpty() || text.length() > 10) {
            return OptionalLong.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return OptionalLong.empty();
            }
        }
        long number = Long.parseLong(text);
        return number > MAX_ID ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** The lines with enough fields; an image without such a file has no names. */
    private static List<List<String>> read(LayeredTree tree, String path, int fields) {
        List<List<String>> lines = new ArrayList<>();
        if (tree.lookup(path).isEmpty()) {
            return lines;
        }
        String text = new String(tree.read(path, MAX_BYTES), StandardCharsets.UTF_8);
        for (String line : Text.split(text, '\n')) {
            List<String> parts = Text.split(line, ':');
            if (parts.size() >= fields) {
                lines.add(parts);
            }
        }
        return lines;
    }
}
