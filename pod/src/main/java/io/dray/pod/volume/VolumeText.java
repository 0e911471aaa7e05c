package io.dray.pod.volume;

import io.dray.core.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Volumes and mounts as a command line writes them. */
public final class VolumeText {
    private static final String VOLUME_HINT =
            "write --volume NAME,kind=host,source=PATH[,readOnly=true][,recursive=false]"
                    + " or --volume NAME,kind=empty[,mode=0755][,uid=0][,gid=0]";
    private static final String MOUNTED_HINT =
            "write --mnt-volume name=NAME,kind=host,source=PATH,target=PATH or name=NAME,kind=empty,target=PATH";
    private static final String MOUNT_HINT = "write --mount volume=NAME,target=PATH";
    private static final int OCTAL = 8;
    private static final int MAX_MODE = 07777;

    private VolumeText() {}

    /** Reads {@code NAME,kind=host,source=PATH,...} or {@code NAME,kind=empty,...}; {@code name=NAME} is the same as NAME. */
    public static Volume parseVolume(String text) {
        Map<String, String> fields = fields("--volume", text, "name", VOLUME_HINT);
        String name = required("--volume", text, fields, "name", VOLUME_HINT);
        String kind = required("--volume", text, fields, "kind", VOLUME_HINT);
        Volume.Access access = Volume.Access.of(flag(text, fields, "readOnly"));
        if (kind.equals("host")) {
            String source = required("--volume", text, fields, "source", VOLUME_HINT);
            boolean recursive = flag(text, fields, "recursive").orElse(true);
            Volume volume = new Volume.Host(name, source, access, recursive);
            refuseRest("--volume", text, fields, " for a volume of kind host");
            return volume;
        } else if (kind.equals("empty")) {
            int mode = mode(fields.remove("mode"), text);
            Volume volume = new Volume.Empty(name, access, mode, id(text, fields, "uid"), id(text, fields, "gid"));
            refuseRest("--volume", text, fields, " for a volume of kind empty");
            return volume;
        }
        throw invalid("--volume", text, "'" + kind + "' is neither host nor empty", VOLUME_HINT);
    }

    /** Reads {@code volume=NAME,target=PATH}. */
    public static MountRequest parseMount(String text) {
        Map<String, String> fields = fields("--mount", text, "", MOUNT_HINT);
        MountRequest mount = MountRequest.of(
                required("--mount", text, fields, "volume", MOUNT_HINT),
                required("--mount", text, fields, "target", MOUNT_HINT));
        refuseRest("--mount", text, fields, "");
        return mount;
    }

    /**
     * Reads {@code name=NAME,kind=host,source=PATH,target=PATH,...}: a volume of one app and where it is mounted. A target that is
     * not absolute begins at the app's root, too.
     */
    public static MountRequest parseMountedVolume(String text) {
        Map<String, String> fields = fields("--mnt-volume", text, "name", MOUNTED_HINT);
        String target = required("--mnt-volume", text, fields, "target", MOUNTED_HINT);
        StringBuilder volume = new StringBuilder();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            volume.append(volume.isEmpty() ? "" : ",")
                    .append(field.getKey())
                    .append('=')
                    .append(field.getValue());
        }
        Volume own = parseVolume(volume.toString());
        return new MountRequest(own.name(), target.startsWith("/") ? target : "/" + target, Optional.of(own), false);
    }

    /** A mode in octal digits; the specification's where there is none. */
    public static int parseMode(String text) {
        return mode(text, text);
    }

    private static int mode(@org.jspecify.annotations.Nullable String mode, String text) {
        if (mode == null) {
            return Volume.Empty.DEFAULT_MODE;
        }
        try {
            int number = Integer.parseInt(mode, OCTAL);
            if (number >= 0 && number <= MAX_MODE) {
                return number;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw invalid("--volume", text, "'" + mode + "' is not a mode", "a mode is written in octal digits, as 0755");
    }

    private static int id(String text, Map<String, String> fields, String field) {
        String id = Optional.ofNullable(fields.remove(field)).orElse("0");
        try {
            int number = Integer.parseInt(id);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw invalid("--volume", text, field + "=" + id + " is not the number of an owner", VOLUME_HINT);
    }

    private static Optional<Boolean> flag(String text, Map<String, String> fields, String field) {
        String value = fields.remove(field);
        if (value == null) {
            return Optional.empty();
        }
        return switch (value) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> throw invalid("--volume", text, field + " is true or false, not '" + value + "'", VOLUME_HINT);
        };
    }

    /** The parts between commas; the first may be a value without its name. */
    private static Map<String, String> fields(String option, String text, String first, String hint) {
        Map<String, String> fields = new LinkedHashMap<>();
        int start = 0;
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            String part = text.substring(start, end);
            int equals = part.indexOf('=');
            boolean bare = equals < 0 && start == 0 && !first.isEmpty();
            if (equals <= 0 && !bare) {
                throw invalid(option, text, "'" + part + "' is not of the form NAME=VALUE", hint);
            }
            String name = bare ? first : part.substring(0, equals);
            if (fields.put(name, bare ? part : part.substring(equals + 1)) != null) {
                throw invalid(option, text, name + " is there twice", hint);
            }
            start = end + 1;
        }
        return fields;
    }

    private static String required(String option, String text, Map<String, String> fields, String name, String hint) {
        String value = fields.remove(name);
        if (value == null || value.isEmpty()) {
            throw invalid(option, text, name + " is missing", hint);
        }
        return value;
    }

    private static void refuseRest(String option, String text, Map<String, String> fields, String where) {
        if (!fields.isEmpty()) {
            throw invalid(
                    option,
                    text,
                    "there is no " + fields.keySet().iterator().next() + where,
                    option.equals("--mount") ? MOUNT_HINT : VOLUME_HINT);
        }
    }

    private static InvalidInputException invalid(String option, String text, String why, String hint) {
        return new InvalidInputException(option + " '" + text + "': " + why, hint);
    }
}
