// Takes a container through its life with the npm client proxmox-api. The environment names the simulator.
import assert from 'node:assert/strict';
import proxmoxApi from 'proxmox-api';

const { PVE_URL, PVE_USER, PVE_PASSWORD, PVE_TOKEN_ID, PVE_TOKEN_SECRET, PVE_TEMPLATE } = process.env;
const url = new URL(PVE_URL);
const server = { host: url.hostname, port: Number(url.port), schema: url.protocol.replace(':', '') };
const api = proxmoxApi({ ...server, username: PVE_USER, password: PVE_PASSWORD });

const nodes = await api.nodes.$get();
assert.deepEqual(nodes.map(n => n.node).sort(), ['pve1', 'pve2']);
const node = api.nodes.$('pve1');

async function finish(upid) {
  assert.match(upid, /^UPID:pve1:/);
  for (;;) {
    const task = await node.tasks.$(upid).status.$get();
    if (task.status === 'stopped') {
      assert.equal(task.exitstatus, 'OK');
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

const vmid = Number(await api.cluster.nextid.$get());
assert.ok(vmid >= 100);
await finish(await node.lxc.$post({
  vmid,
  ostemplate: PVE_TEMPLATE,
  storage: 'local-lvm',
  rootfs: 'local-lvm:8',
  hostname: 'from-node',
  memory: 1024,
  unprivileged: true,
  net0: 'name=eth0,bridge=vmbr0,ip=dhcp',
}));
const container = node.lxc.$(vmid);

await finish(await container.status.start.$post());
const status = await container.status.current.$get();
assert.equal(status.status, 'running');
assert.equal(status.name, 'from-node');

const config = await container.config.$get();
assert.equal(config.memory, 1024);
assert.equal(config.rootfs, `local-lvm:vm-${vmid}-disk-0,size=8G`);
assert.match(config.net0, /hwaddr=BC:24:11:/);

const interfaces = await container.interfaces.$get();
const eth0 = interfaces.find(i => i.name === 'eth0');
assert.match(eth0.inet, /^10\.0\.0\.\d+\/24$/);

await assert.rejects(container.$delete(), /container is running/);
await finish(await container.status.stop.$post());
assert.equal((await container.status.current.$get()).status, 'stopped');
await finish(await container.$delete({ purge: true }));
await assert.rejects(container.status.current.$get(), /does not exist/);

const withToken = proxmoxApi({ ...server, tokenID: PVE_TOKEN_ID, tokenSecret: PVE_TOKEN_SECRET });
assert.deepEqual(await withToken.nodes.$('pve1').lxc.$get(), []);
console.log('life: done');
