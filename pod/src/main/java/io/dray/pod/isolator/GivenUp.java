package io.dray.pod.isolator;

/**
 * Protection of the machine from the apps that the user gives up for a pod.
 *
 * @param capabilities apps have all that this machine gives, whatever their isolators say
 * @param paths apps see all of {@code /proc} and {@code /sys}, and may make nodes of all devices
 * @param systemCalls apps may use every system call, whatever their isolators say
 */
public record GivenUp(boolean capabilities, boolean paths, boolean systemCalls) {
    /** All protection stays. */
    public static final GivenUp NOTHING = new GivenUp(false, false, false);
}
