package io.dray.image.trust;

import java.util.List;

/**
 * Who made a signature that was found good.
 *
 * @param fingerprint of the primary key, lower-case hexadecimal
 * @param users the names that the key carries, as its owner wrote them
 */
public record Signer(String fingerprint, List<String> users) {
    public Signer {
        users = List.copyOf(users);
    }
}
