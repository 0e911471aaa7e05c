package io.dray.template;

/** A map whose values are made when they are asked for, which can fail: who only looks around asks here first. */
public interface LateMap {
    /** Whether the value of this key is itself a map; makes no value. */
    boolean holdsMap(Object key);
}
