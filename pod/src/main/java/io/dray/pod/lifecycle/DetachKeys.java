package io.dray.pod.lifecycle;

import java.io.ByteArrayOutputStream;

/** Looks for ctrl-p ctrl-q in what a person types, by which they leave an app's terminal, as with docker and podman. */
final class DetachKeys {
    private static final byte CTRL_P = 0x10;
    private static final byte CTRL_Q = 0x11;

    /** A ctrl-p that nothing followed yet. */
    private boolean held;

    private boolean pressed;

    /** What of the input goes to the app; nothing that comes after the keys. */
    byte[] pass(byte[] input) {
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        for (byte key : input) {
            if (held && key == CTRL_Q) {
                pressed = true;
                break;
            }
            if (held) {
                passed.write(CTRL_P);
            }
            held = key == CTRL_P;
            if (!held) {
                passed.write(key);
            }
        }
        return passed.toByteArray();
    }

    boolean werePressed() {
        return pressed;
    }
}
