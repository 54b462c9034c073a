"""Takes a container through its life with proxmoxer. The environment names the simulator."""

import os
import re
import time
from urllib.parse import urlparse

from proxmoxer import ProxmoxAPI
from proxmoxer.core import ResourceException

url = urlparse(os.environ["PVE_URL"])
api = ProxmoxAPI(
    url.hostname,
    port=url.port,
    user=os.environ["PVE_USER"],
    password=os.environ["PVE_PASSWORD"],
    verify_ssl=False,
)
assert sorted(n["node"] for n in api.nodes.get()) == ["pve1", "pve2"]
node = api.nodes("pve1")


def finish(upid):
    assert upid.startswith("UPID:pve1:"), upid
    while True:
        task = node.tasks(upid).status.get()
        if task["status"] == "stopped":
            assert task["exitstatus"] == "OK", task
            return
        time.sleep(0.02)


def fails(text, call, *args):
    try:
        call(*args)
    except ResourceException as error:
        assert text in str(error), error
    else:
        raise AssertionError(f"expected: {text}")


vmid = int(api.cluster.nextid.get())
assert vmid >= 100
finish(
    node.lxc.create(
        vmid=vmid,
        ostemplate=os.environ["PVE_TEMPLATE"],
        storage="local-lvm",
        rootfs="local-lvm:8",
        hostname="from-python",
        memory=1024,
        unprivileged=1,
        net0="name=eth0,bridge=vmbr0,ip=dhcp",
    )
)
container = node.lxc(vmid)

finish(container.status.start.post())
status = container.status.current.get()
assert status["status"] == "running", status
assert status["name"] == "from-python", status

config = container.config.get()
assert config["memory"] == 1024, config
assert config["rootfs"] == f"local-lvm:vm-{vmid}-disk-0,size=8G", config
assert "hwaddr=BC:24:11:" in config["net0"], config

eth0 = next(i for i in container.interfaces.get() if i["name"] == "eth0")
assert re.fullmatch(r"10\.0\.0\.\d+/24", eth0["inet"]), eth0

fails("container is running", container.delete)
finish(container.status.stop.post())
assert container.status.current.get()["status"] == "stopped"
finish(container.delete(purge=1))
fails("does not exist", container.status.current.get)

user, token = os.environ["PVE_TOKEN_ID"].split("!")
with_token = ProxmoxAPI(
    url.hostname,
    port=url.port,
    user=user,
    token_name=token,
    token_value=os.environ["PVE_TOKEN_SECRET"],
    verify_ssl=False,
)
assert with_token.nodes("pve1").lxc.get() == []
print("life: done")
