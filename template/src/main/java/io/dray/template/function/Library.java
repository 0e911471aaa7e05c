package io.dray.template.function;

import org.jspecify.annotations.Nullable;

/**
 * The functions of one theme. They are made when one of them is first looked for, so that a template pays only for the themes
 * it calls: all of them together take as long as all else that a small template needs.
 */
public enum Library {
    GO,
    VALUE,
    TEXT,
    NUMBER,
    LIST,
    MAP,
    TYPE,
    ENCODING,
    PATH,
    WORD,
    ENVIRONMENT,
    TIME,
    DIGEST,
    CHANCE,
    VERSION,
    REGEX,
    GTF,
    GTF_ATTRIBUTE,
    GTF_SLICE,
    SPRIG,
    SPRIG_TIME,
    DGR;

    /** All of them. */
    public Function[] functions() {
        return switch (this) {
            case GO -> GoFunction.values();
            case VALUE -> ValueFunction.values();
            case TEXT -> TextFunction.values();
            case NUMBER -> NumberFunction.values();
            case LIST -> ListFunction.values();
            case MAP -> MapFunction.values();
            case TYPE -> TypeFunction.values();
            case ENCODING -> EncodingFunction.values();
            case PATH -> PathFunction.values();
            case WORD -> WordFunction.values();
            case ENVIRONMENT -> EnvironmentFunction.values();
            case TIME -> TimeFunction.values();
            case DIGEST -> DigestFunction.values();
            case CHANCE -> ChanceFunction.values();
            case VERSION -> VersionFunction.values();
            case REGEX -> RegexFunction.values();
            case GTF -> GtfFunction.values();
            case GTF_ATTRIBUTE -> GtfAttributeFunction.values();
            case GTF_SLICE -> new Function[] {GtfAttributeFunction.SLICE};
            case SPRIG -> SprigFunction.values();
            case SPRIG_TIME -> SprigTimeFunction.values();
            case DGR -> DgrFunction.values();
        };
    }

    /** The one of this name. */
    public @Nullable Function find(String name) {
        for (Function function : functions()) {
            if (function.signature().names(name)) {
                return function;
            }
        }
        return null;
    }
}
