"""A TLS 1.3 server that knows its clients, and says by an alert when it does not. Python's standard library alone.

Argument: folder with server.pem, server.key and ca.pem. Writes its port when it takes connections.
"""

import socket
import ssl
import sys

folder = sys.argv[1]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.minimum_version = ssl.TLSVersion.TLSv1_3
context.load_cert_chain(folder + "/server.pem", folder + "/server.key")
context.load_verify_locations(folder + "/ca.pem")
context.verify_mode = ssl.CERT_REQUIRED

listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    connection, _ = listener.accept()
    connection.settimeout(5)
    try:
        with context.wrap_socket(connection, server_side=True) as secured:
            secured.recv(1024)
    except OSError:
        connection.close()
