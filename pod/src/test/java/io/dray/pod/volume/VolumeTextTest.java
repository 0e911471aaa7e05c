package io.dray.pod.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeTextTest {
    @Test
    void readsAPartOfTheHost() {
        assertThat(VolumeText.parseVolume("data,kind=host,source=/srv/data"))
                .isEqualTo(new Volume.Host("data", "/srv/data", Volume.Access.UNSAID, true));
        assertThat(VolumeText.parseVolume("name=data,kind=host,source=/srv,readOnly=true,recursive=false"))
                .isEqualTo(new Volume.Host("data", "/srv", Volume.Access.READ_ONLY, false));
    }

    @Test
    void tellsWhatWasNotSaidFromWhatWas() {
        assertThat(VolumeText.parseVolume("data,kind=host,source=/srv,readOnly=false")
                        .access())
                .isEqualTo(Volume.Access.READ_WRITE);
        assertThat(VolumeText.parseVolume("data,kind=empty").access()).isEqualTo(Volume.Access.UNSAID);
    }

    @Test
    void refusesASourceThatIsRelative() {
        assertThatThrownBy(() -> VolumeText.parseVolume("data,kind=host,source=x"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("the source x of volume \"data\" is not an absolute path");
    }

    @Test
    void readsAnEmptyDirectory() {
        assertThat(VolumeText.parseVolume("tmp,kind=empty")).isEqualTo(Volume.Empty.named("tmp"));
        assertThat(VolumeText.parseVolume("tmp,kind=empty,mode=1777,uid=7,gid=8"))
                .isEqualTo(new Volume.Empty("tmp", Volume.Access.UNSAID, 01777, 7, 8));
    }

    @Test
    void readsAMount() {
        assertThat(VolumeText.parseMount("volume=data,target=/srv")).isEqualTo(MountRequest.of("data", "/srv"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "data; kind is missing",
                "data,kind=tmpfs; 'tmpfs' is neither host nor empty",
                "data,kind=host; source is missing",
                "data,kind=empty,source=/x; there is no source for a volume of kind empty",
                "data,kind=host,source=/x,mode=0755; there is no mode for a volume of kind host",
                "data,kind=empty,mode=0999; '0999' is not a mode",
                "data,kind=empty,uid=-1; uid=-1 is not the number of an owner",
                "data,kind=empty,readOnly=yes; readOnly is true or false",
                "data,kind=empty,kind=host; kind is there twice",
                "data,kind=empty,; '' is not of the form NAME=VALUE"
            })
    void saysWhatIsWrongWithAVolume(String text, String message) {
        assertThatThrownBy(() -> VolumeText.parseVolume(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("--volume '" + text + "': ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "volume=data; target is missing",
                "target=/x; volume is missing",
                "data; 'data' is not of the form NAME=VALUE",
                "volume=data,target=/x,readOnly=true; there is no readOnly"
            })
    void saysWhatIsWrongWithAMount(String text, String message) {
        assertThatThrownBy(() -> VolumeText.parseMount(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }
}
