package io.dray.cli;

import io.dray.core.DrayException;
import io.dray.core.OperationFailedException;
import io.dray.image.fetch.ImageAddress;
import io.dray.image.http.HttpFailure;

/** Tells how a fetch failed in the words that scripts around rkt look for, and then in Dray's. */
final class RktFetchFailure {
    private static final String BEGINNING = "unable to fetch ";

    private RktFetchFailure() {}

    static DrayException of(String image, DrayException failure) {
        String reason = String.valueOf(failure.getMessage());
        if (reason.startsWith(BEGINNING)) {
            return failure;
        }
        return new OperationFailedException(
                BEGINNING + kind(image) + " \"" + image + "\": " + reason + status(failure),
                failure.hint().orElse(null),
                failure);
    }

    private static String kind(String image) {
        try {
            return switch (ImageAddress.parse(image)) {
                case ImageAddress.FileAddress _, ImageAddress.LocalOciAddress _ -> "image from file";
                case ImageAddress.UrlAddress _ -> "image from URL";
                case ImageAddress.NameAddress _ -> "image from image name";
                case ImageAddress.IdAddress _ -> "image from image ID";
                case ImageAddress.RegistryAddress _ -> "docker image from URL";
            };
        } catch (DrayException _) {
            return "image from";
        }
    }

    /** The answer of a server that was no success. */
    private static String status(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpFailure answer && answer.status() != 0) {
                return ": bad HTTP status code: " + answer.status();
            }
        }
        return "";
    }
}
