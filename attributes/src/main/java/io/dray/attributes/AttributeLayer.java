package io.dray.attributes;

import java.util.List;

/**
 * The attribute files that one image, the pod, or a level of an environment contributes.
 *
 * @param name who contributes, as shown to people: {@code example.com/aci-redis:1}
 * @param level against which other layers it wins
 * @param files its attribute files; merged in the order of their paths, directory by directory
 * @param mayBePlain whether a file without the roots {@code default:} and {@code override:} is taken as it is
 */
public record AttributeLayer(String name, AttributeLevel level, List<SourceFile> files, boolean mayBePlain) {
    public AttributeLayer {
        files = List.copyOf(files);
    }

    /** The files of an image, in which attributes stand under {@code default:} and {@code override:} alone. */
    public AttributeLayer(String name, List<SourceFile> files) {
        this(name, AttributeLevel.IMAGE, files, false);
    }

    /** Such files of another level. */
    public AttributeLayer(String name, AttributeLevel level, List<SourceFile> files) {
        this(name, level, files, false);
    }

    /** Files that a person names: one without the two roots is taken as it is: its values are no templates. */
    public static AttributeLayer asGiven(String name, AttributeLevel level, List<SourceFile> files) {
        return new AttributeLayer(name, level, files, true);
    }
}
