package io.jenkins.plugins.senhasegura.mysafe.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class RawServerTest {
    /** A test that counts on a server that is down would sometimes be answered by it. */
    @Test
    void closedServerLetsNobodyIn() {
        for (int i = 0; i < 500; i++) {
            RawServer server = new RawServer((socket, number) -> {});
            server.close();
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.port()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }
}
