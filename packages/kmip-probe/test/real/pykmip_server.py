"""Starts Debian's PyKMIP server with the settings of one test; needs python3-pykmip and nothing else.

Arguments: folder with server.pem, server.key and ca.pem; port. Writes "ready" when it takes connections.
"""

import sys
import warnings

warnings.filterwarnings("ignore")

from kmip.services.server import KmipServer  # noqa: E402


def main(folder, port):
    server = KmipServer(
        hostname="127.0.0.1",
        port=int(port),
        certificate_path=folder + "/server.pem",
        key_path=folder + "/server.key",
        ca_path=folder + "/ca.pem",
        auth_suite="TLS1.2",
        config_path=None,
        log_path=folder + "/server.log",
        policy_path=folder,
        enable_tls_client_auth=True,
        database_path=folder + "/server.sqlite",
    )
    server.start()
    # serve() listens as well; doing it here first makes the line below true.
    server._socket.listen(5)
    print("ready", flush=True)
    server.serve()


main(*sys.argv[1:])
