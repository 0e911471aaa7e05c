/**
 * The metadata service, which tells pods who they are (appc spec, ace.md, "App Container Metadata Service"). {@link
 * io.dray.pod.metadata.MetadataService} serves all pods of the machine; {@link io.dray.pod.metadata.MetadataRegistry} is how they
 * come to be known to it.
 */
@NullMarked
package io.dray.pod.metadata;

import org.jspecify.annotations.NullMarked;
