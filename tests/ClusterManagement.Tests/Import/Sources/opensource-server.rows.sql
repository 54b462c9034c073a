-- Rows for each rule of the import. {t} stands for the two times of a row, {alice}, {bob} and {carol} for hashes of node's argon2,
-- {nl} for a line break.
INSERT INTO [SequelizeMeta] ([name]) VALUES ('20251202201123-add-dns-services.js');
@head INSERT INTO [SequelizeMeta] ([name]) VALUES ('20260717130000-change-container-id-to-string.js');
INSERT INTO [Sessions] ([session_id], [data], [createdAt], [updatedAt]) VALUES ('s1', '{}', {t});

INSERT INTO [Sites] ([id], [name], [internalDomain], [dhcpRange], [subnetMask], [gateway], [dnsForwarders], [createdAt], [updatedAt]) VALUES
    (1, 'dc1', 'cluster.internal', '10.0.0.100-10.0.0.200', '255.255.255.0', '10.0.0.1', '1.1.1.1,8.8.8.8', {t}),
    (2, 'Berlin', 'Berlin.Internal', '10.1.0.100,10.1.0.200', '255.255.255.0', '10.1.0.1', NULL, {t}),
    (3, 'askew', 'askew.internal', '10.2.0.100-10.2.0.200', '255.255.255.0', '10.9.0.1', NULL, {t}),
    (4, 'two{nl}lines', 'lines.internal', '10.3.0.100-10.3.0.200', '255.255.255.0', '10.3.0.1', NULL, {t}),
    (5, NULL, NULL, NULL, NULL, NULL, NULL, {t});

INSERT INTO [Nodes] ([id], [name], [siteId], [ipv4Address], [apiUrl], [tokenId], [secret], [tlsVerify], [createdAt], [updatedAt]) VALUES
    (1, 'pve1', 1, '10.0.0.11', 'https://pve1:8006', 'root@pam!automation', '4e2b9a51-node-secret-1', TRUE, {t}),
    (2, 'pve2', 1, NULL, 'https://PVE2.example.com/api2/json', 'root@pam', 'node-secret-2', FALSE, {t}),
    (3, 'PVE3', 2, NULL, NULL, NULL, NULL, NULL, {t}),
    (4, 'pve4', 3, NULL, NULL, NULL, NULL, TRUE, {t}),
    (5, 'pve_5', 1, NULL, NULL, NULL, NULL, TRUE, {t}),
    (6, 'pve6', 1, NULL, 'http://pve6:8006', 'root@pam', 'node-secret-6', TRUE, {t}),
    (7, 'pve7', 1, NULL, 'https://root:hunter2@pve7:8006', NULL, NULL, TRUE, {t}),
    (8, 'pve8', 1, NULL, NULL, 'root@pam!automation=node-secret-8', NULL, TRUE, {t}),
    (9, 'pve9', 1, '10.0.0.11', NULL, NULL, NULL, TRUE, {t});
@head INSERT INTO [Nodes] ([id], [name], [siteId], [nodeType], [apiUrl], [createdAt], [updatedAt]) VALUES (10, 'docker1', 1, 'docker', 'http://docker1:2375', {t});
@head UPDATE [Nodes] SET [imageStorage] = 'nas', [networkBridge] = 'vmbr7', [nvidiaAvailable] = TRUE WHERE [id] = 2;
@head@server INSERT INTO [Nodes] ([id], [name], [siteId], [tlsVerify], [createdAt], [updatedAt]) VALUES (11, 'pve1', 2, TRUE, {t});

INSERT INTO [ExternalDomains] ([id], [name], [siteId], [acmeEmail], [acmeDirectoryUrl], [cloudflareApiEmail], [cloudflareApiKey], [createdAt], [updatedAt]) VALUES
    (1, 'example.com', 1, 'admin@example.com', 'https://acme-v02.api.letsencrypt.org/directory', 'dns@example.com', 'cloudflare-key-1', {t}),
    (2, 'Example.ORG', 2, NULL, NULL, NULL, NULL, {t}),
    (3, 'localhost', 1, NULL, NULL, NULL, NULL, {t}),
    (4, 'askew.example', 3, NULL, NULL, NULL, NULL, {t});
@head INSERT INTO [ExternalDomains] ([id], [name], [siteId], [createdAt], [updatedAt]) VALUES (5, 'anywhere.example', NULL, {t});
@head UPDATE [ExternalDomains] SET [authServer] = 'http://127.0.0.1:4180' WHERE [id] = 2;
@head UPDATE [Sites] SET [externalIp] = '203.0.113.7' WHERE [id] = 2;

INSERT INTO [Groups] ([gidNumber], [cn], [isAdmin], [createdAt], [updatedAt]) VALUES
    (2000, 'sysadmins', TRUE, {t}),
    (2001, 'ldapusers', FALSE, {t}),
    (2002, 'developers', FALSE, {t}),
    (2003, 'Operators', TRUE, {t}),
    (2004, 'bad group', FALSE, {t}),
    (2005, 'administrators', FALSE, {t}),
    (1999, 'interns', FALSE, {t});

INSERT INTO [Users] ([uidNumber], [uid], [gidNumber], [homeDirectory], [loginShell], [cn], [sn], [givenName], [mail], [sshPublicKey], [userPassword], [status], [createdAt], [updatedAt]) VALUES
    (2000, 'alice', 2001, '/home/alice', '/bin/bash', 'Alice Doe', 'Doe', 'Alice', 'alice@example.com', NULL, '{alice}', 'active', {t}),
    (2001, 'bob', 2001, '/home/bob', '/bin/bash', 'Bob Roe', 'Roe', 'Bob', 'bob@example.com', '{sshkey}', '{bob}', 'pending', {t}),
    (2002, 'Carol', 2001, '/home/Carol', '/bin/bash', 'Carol Poe', 'Poe', 'Carol', 'Carol@Example.com', NULL, '{carol}', 'suspended', {t}),
    (2003, 'dave', 2002, '/srv/dave', '/bin/zsh', 'Dave Low', 'Low', 'Dave', 'dave@example.com', NULL, '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy', 'active', {t}),
    (2004, 'eve', 2001, '/home/eve', '/bin/bash', 'Eve Moe', 'Moe', 'Eve', 'ALICE@example.com', NULL, '{bob}', 'active', {t}),
    (2005, 'frank', 2001, '/home/frank', '/bin/bash', 'Frank{nl}uid=0', 'Ho', 'Frank', 'frank@example.com', NULL, '{bob}', 'active', {t}),
    (2006, 'grace', 2001, '/home/grace', '/bin/bash', 'Grace Joe', 'Joe', 'Grace', 'grace@example.com', NULL, '{bob}', 'locked', {t}),
    (1500, 'heidi', 2001, '/home/heidi', '/bin/bash', 'Heidi Coe', 'Coe', 'Heidi', 'heidi@example.com', NULL, '{bob}', 'active', {t}),
    (2007, 'ivan', 2001, '/home/ivan', '/bin/bash', 'Ivan Noe', 'Noe', 'Ivan', 'ivan@example.com', 'ssh-ed25519 nonsense', '{bob}', 'active', {t}),
    (2050, 'j.doe', 2001, '/home/j.doe', '/bin/bash', 'J Doe', 'Doe', 'J', 'j.doe@example.com', NULL, '{bob}', 'active', {t});
@head UPDATE [Users] SET [oidcSubject] = 'sub-1', [oidcIssuer] = 'https://id.example.com' WHERE [uid] = 'bob';

INSERT INTO [UserGroups] ([uidNumber], [gidNumber], [createdAt], [updatedAt]) VALUES
    (2000, 2000, {t}), (2000, 2001, {t}), (2001, 2001, {t}), (2002, 2001, {t}), (2002, 2002, {t}), (2003, 1999, {t}), (2003, 2003, {t}),
    (2003, 2005, {t}), (2004, 2001, {t});

INSERT INTO [SessionSecrets] ([id], [secret], [createdAt], [updatedAt]) VALUES
    (1, 'fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210', '2026-01-12 08:00:00.000 +00:00', '2026-01-12 08:00:00.000 +00:00'),
    (2, 'short', {t}),
    (3, '0123456789abcdef0123456789abcdef', '2026-01-11 08:00:00.000 +00:00', '2026-01-11 08:00:00.000 +00:00');

INSERT INTO [Jobs] ([id], [command], [status], [createdBy], [createdAt], [updatedAt]) VALUES
    (1, 'node bin/create-container.js --container-id=1', 'success', 'alice', '2026-01-10 09:00:00.250 +00:00', '2026-01-10 09:01:30.500 +00:00'),
    (2, 'node bin/create-container.js --container-id=2', 'running', 'bob', {t}),
    (3, 'node bin/reconfigure-container.js --note={long}', 'failure', NULL, {t}),
    (4, 'node bin/create-container.js --container-id=3', 'pending', 'bob', {t});
INSERT INTO [JobStatuses] ([id], [jobId], [output], [createdAt], [updatedAt]) VALUES
    (1, 1, 'Cloning template', '2026-01-10 09:00:01.000 +00:00', '2026-01-10 09:00:01.000 +00:00'),
    (2, 2, '{esc}[31mStarting{esc}[0m{nl}second line', {t}),
    (3, 1, 'Done', '2026-01-10 09:01:30.000 +00:00', '2026-01-10 09:01:30.000 +00:00'),
    (4, 3, NULL, {t});

@seed INSERT INTO [Containers] ([id], [hostname], [username], [osRelease], [containerId], [macAddress], [ipv4Address], [nodeId], [createdAt], [updatedAt]) VALUES
@seed     (1, 'web1', 'alice', NULL, 101, 'BC:24:11:00:00:01', '10.0.0.101', 1, {t}),
@seed     (2, 'DB1', 'bob', 'debian-12', 102, 'bc:24:11:00:00:02', '10.0.0.102', 2, {t}),
@seed     (3, 'app1', 'carol', NULL, 101, 'BC:24:11:00:00:03', '10.1.0.101', 3, {t}),
@seed     (4, 'ghost', 'bob', NULL, 104, 'BC:24:11:00:00:04', '10.0.0.300', 1, {t}),
@seed     (5, 'twin', 'bob', NULL, 105, 'BC:24:11:00:00:05', '10.0.0.11', 1, {t}),
@seed     (6, 'WEB1', 'bob', NULL, 106, 'BC:24:11:00:00:06', '10.1.0.106', 3, {t}),
@seed     (7, 'lost1', 'bob', NULL, 107, 'BC:24:11:00:00:07', '10.2.0.107', 4, {t}),
@seed     (8, 'evil{nl}server_name', 'bob', NULL, 108, 'BC:24:11:00:00:08', '10.0.0.108', 1, {t}),
@seed     (9, 'badmac', 'bob', NULL, 109, 'BC:24:11:00:00', '10.0.0.109', 1, {t}),
@seed     (10, 'far', 'bob', NULL, 110, 'BC:24:11:00:00:10', '192.168.7.7', 1, {t}),
@seed     (11, 'low', 'bob', NULL, 42, 'BC:24:11:00:00:11', '10.0.0.111', 1, {t});
@head INSERT INTO [Containers] ([id], [hostname], [username], [containerId], [macAddress], [ipv4Address], [nodeId], [siteId], [template], [environmentVars], [entrypoint], [nvidiaRequested], [createdAt], [updatedAt]) VALUES
@head     (1, 'web1', 'alice', '101', 'BC:24:11:00:00:01', '10.0.0.101', 1, 1, NULL, NULL, NULL, FALSE, {t}),
@head     (2, 'DB1', 'bob', '102', 'bc:24:11:00:00:02', '10.0.0.102', 2, 1, 'docker.io/library/postgres:17', '{"PGPASSWORD":"env-secret"}', '/bin/run', TRUE, {t}),
@head     (3, 'app1', 'carol', '101', 'BC:24:11:00:00:03', '10.1.0.101', 3, 1, NULL, '{}', NULL, FALSE, {t}),
@head     (4, 'ghost', 'bob', '104', 'BC:24:11:00:00:04', '10.0.0.300', 1, 1, NULL, NULL, NULL, FALSE, {t}),
@head     (5, 'twin', 'bob', '105', 'BC:24:11:00:00:05', '10.0.0.11', 1, 1, NULL, NULL, NULL, FALSE, {t}),
@head     (6, 'WEB1', 'bob', '106', 'BC:24:11:00:00:06', '10.1.0.106', 3, 2, NULL, NULL, NULL, FALSE, {t}),
@head     (7, 'lost1', 'bob', '107', 'BC:24:11:00:00:07', '10.2.0.107', 4, 3, NULL, NULL, NULL, FALSE, {t}),
@head     (8, 'evil{nl}server_name', 'bob', '108', 'BC:24:11:00:00:08', '10.0.0.108', 1, 1, NULL, NULL, NULL, FALSE, {t}),
@head     (9, 'badmac', 'bob', '109', 'BC:24:11:00:00', '10.0.0.109', 1, 1, NULL, NULL, NULL, FALSE, {t}),
@head     (10, 'far', 'bob', '110', 'BC:24:11:00:00:10', '192.168.7.7', 1, 1, NULL, NULL, NULL, FALSE, {t}),
@head     (11, 'low', 'bob', '42', 'BC:24:11:00:00:11', '10.0.0.111', 1, 1, NULL, NULL, NULL, FALSE, {t}),
@head     (12, 'unborn', 'bob', NULL, NULL, NULL, 1, 1, NULL, NULL, NULL, FALSE, {t}),
@head     (13, 'crate', 'bob', '3f2a9c', 'BC:24:11:00:00:13', '10.0.0.113', 1, 1, NULL, NULL, NULL, FALSE, {t});
@head@server INSERT INTO [Containers] ([id], [hostname], [username], [containerId], [macAddress], [ipv4Address], [nodeId], [siteId], [createdAt], [updatedAt]) VALUES
@head@server     (14, 'web1', 'bob', '114', 'BC:24:11:00:00:14', '10.1.0.114', 3, 2, {t}),
@head@server     (15, 'copy', 'bob', '115', 'BC:24:11:00:00:01', '10.1.0.115', 3, 2, {t});
@head INSERT INTO [ContainerCollaborators] ([containerId], [username], [createdAt], [updatedAt]) VALUES (1, 'bob', {t}), (1, 'dave', {t});

INSERT INTO [Services] ([id], [containerId], [type], [internalPort], [createdAt], [updatedAt]) VALUES
    (1, 1, 'http', 8080, {t}), (2, 1, 'transport', 22, {t}), (3, 2, 'transport', 5432, {t}), (4, 2, 'dns', 389, {t}), (5, 1, 'http', 8081, {t}),
    (6, 1, 'http', 8082, {t}), (7, 4, 'http', 80, {t}), (8, 1, 'transport', 25, {t}), (9, 1, 'dns', 53, {t}), (10, 3, 'transport', 53, {t}),
    (11, 1, 'http', 8083, {t}), (12, 3, 'transport', 500, {t}), (13, 1, 'http', 8084, {t}), (14, 1, 'transport', 0, {t}), (15, 2, 'dns', 389, {t});
INSERT INTO [HTTPServices] ([id], [serviceId], [externalHostname], [externalDomainId], [createdAt], [updatedAt]) VALUES
    (1, 1, 'app', 1, {t}), (2, 5, 'Www', 1, {t}), (3, 6, 'other', 2, {t}), (4, 7, 'ghost', 1, {t}), (5, 13, 'home', 3, {t}), (6, 2, 'stray', 1, {t});
INSERT INTO [TransportServices] ([id], [serviceId], [protocol], [externalPort], [tls], [createdAt], [updatedAt]) VALUES
    (1, 2, 'tcp', 2201, NULL, {t}), (2, 3, 'tcp', 15432, TRUE, {t}), (3, 8, 'tcp', 70000, FALSE, {t}), (4, 10, 'udp', 2053, FALSE, {t}),
    (5, 12, 'udp', 2500, TRUE, {t}), (6, 14, 'tcp', 2300, FALSE, {t});
INSERT INTO [DnsServices] ([id], [serviceId], [recordType], [dnsName], [createdAt], [updatedAt]) VALUES
    (1, 4, 'SRV', '_LDAP._tcp', {t}), (2, 9, 'SRV', 'ldap', {t}), (3, 15, 'SRV', '_ldap._tcp', {t});
@head UPDATE [HTTPServices] SET [backendProtocol] = 'https' WHERE [id] = 1;
@head INSERT INTO [Services] ([id], [containerId], [type], [internalPort], [createdAt], [updatedAt]) VALUES (16, 1, 'http', 3000, {t});
@head INSERT INTO [HTTPServices] ([id], [serviceId], [externalHostname], [externalDomainId], [authRequired], [createdAt], [updatedAt]) VALUES (7, 16, 'private', 1, TRUE, {t});

@head INSERT INTO [Settings] ([key], [value], [createdAt], [updatedAt]) VALUES ('smtp_url', '', {t}), ('smtp_noreply_address', 'noreply@localhost', {t});
@head INSERT INTO [ApiKeys] ([id], [uidNumber], [keyPrefix], [keyHash], [createdAt], [updatedAt]) VALUES ('9b2f0c1e-6d3a-4a57-8f21-0c5d7e9a1b34', 2000, 'a1b2c3d4', '{bob}', {t});
@head INSERT INTO [PasswordResetTokens] ([id], [uidNumber], [token], [expiresAt], [createdAt], [updatedAt]) VALUES ('0c5d7e9a-6d3a-4a57-8f21-9b2f0c1e1b34', 2000, 'reset-token', '2026-01-11 08:00:00.000 +00:00', {t});
