package io.dray.pod.volume;

/**
 * A volume as one app sees it.
 *
 * @param volume which volume
 * @param target absolute path in the app's root, free of links
 * @param readOnly whether this app cannot write to it
 * @param source what is mounted
 * @param filled whether the directory begins with what the image has at the target instead of empty
 * @param own whether it is a volume of this app alone, which goes with the app
 */
public record VolumeMount(Volume volume, String target, boolean readOnly, Source source, boolean filled, boolean own) {
    /** The same as a volume of the app alone. */
    public VolumeMount asOwn() {
        return new VolumeMount(volume, target, readOnly, source, filled, true);
    }

    /** What kind of file a volume is. */
    public enum Source {
        /** A directory; every empty volume is one. */
        DIRECTORY,
        /** A plain file or a socket. */
        FILE,
        /** A block or character device, to which the app gets access. */
        DEVICE
    }
}
