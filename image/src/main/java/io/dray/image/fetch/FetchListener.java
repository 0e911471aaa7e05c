package io.dray.image.fetch;

import io.dray.image.http.TransferListener;

/** Told how a fetch goes on; the methods of transfers from several threads at once. */
public interface FetchListener extends TransferListener {
    /** Something that a person always wants to know; one line. */
    void said(String line);

    /** Something that helps to find out why; one line, for {@code --debug}. */
    void explained(String line);

    /** Something that does not stop the fetch but that a person should know; one line. */
    void warned(String line);

    /** So much of an archive is read and unpacked. */
    void importing(String what, long read, long total);
}
