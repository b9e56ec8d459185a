import socket

from talkoot.config.ports import why_not


def test_a_free_port_needs_no_sentence():
    assert why_not("127.0.0.1", 0) == ""


def test_a_taken_port_is_said_with_the_next_one():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert why_not("127.0.0.1", port) == (
            f"Port {port} is taken: stop the other program, or choose another port (make run PORT={port + 1})."
        )


def test_an_address_of_another_machine_is_said():
    assert "no address 192.0.2.1" in why_not("192.0.2.1", 0)
