package io.dray.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ListeningSocketTest {
    @Test
    void anybodyCanConnectToIt() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ListeningSocket socket = ListeningSocket.open(true, port);
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(client.isConnected()).isTrue();
        } finally {
            close(socket);
        }
    }

    @Test
    void saysWhichPortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0);
                DatagramSocket datagrams = new DatagramSocket()) {
            assertThatThrownBy(() -> ListeningSocket.open(true, other.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("tcp port " + other.getLocalPort() + ": another socket has the address");
            assertThatThrownBy(() -> ListeningSocket.open(false, datagrams.getLocalPort()))
                    .hasMessage("udp port " + datagrams.getLocalPort() + ": another socket has the address");
        }
    }

    @Test
    void takesWordsApartThatEndWithANul() {
        assertThat(ProgramReplacement.split("a\0\0b c\0rest".getBytes(StandardCharsets.US_ASCII)))
                .containsExactly(ByteString.of("a"), ByteString.of(""), ByteString.of("b c"));
    }

    private static void close(ListeningSocket socket) throws IOException {
        try (NativeScope scope = new NativeScope()) {
            scope.call(SystemCall.CLOSE, socket.descriptor());
        }
    }
}
