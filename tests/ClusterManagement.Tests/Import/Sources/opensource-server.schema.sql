-- An opensource-server database as its migrations leave it. A line after @name@name is of those eras and engines alone:
-- seed, head; sqlite, server, postgresql, mariadb. Names stand in square brackets; {key}, {flag}, {time} and {enum:...} are types.
CREATE TABLE [SequelizeMeta] ([name] VARCHAR(255) NOT NULL UNIQUE PRIMARY KEY);
CREATE TABLE [Sessions] ([session_id] VARCHAR(32) NOT NULL PRIMARY KEY, [expires] {time}, [data] TEXT, [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL);
CREATE TABLE [Sites] (
    [id] {key}, [name] VARCHAR(255), [internalDomain] VARCHAR(255), [gateway] VARCHAR(255), [dnsForwarders] VARCHAR(255),
    [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL, [dhcpRange] VARCHAR(255), [subnetMask] VARCHAR(255)
@head     , [externalIp] VARCHAR(255)
);
CREATE TABLE [Nodes] (
    [id] {key},
@seed     [name] VARCHAR(255) NOT NULL UNIQUE,
@head@sqlite     [name] VARCHAR(255) NOT NULL UNIQUE,
@head@server     [name] VARCHAR(255) NOT NULL,
    [apiUrl] VARCHAR(255), [tlsVerify] {flag}, [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL,
    [tokenId] VARCHAR(255), [secret] VARCHAR(255), [siteId] INTEGER NOT NULL REFERENCES [Sites] ([id]) ON DELETE RESTRICT ON UPDATE CASCADE,
    [ipv4Address] VARCHAR(15)
@head     , [imageStorage] VARCHAR(255) NOT NULL DEFAULT 'local', [volumeStorage] VARCHAR(255) NOT NULL DEFAULT 'local-lvm'
@head     , [networkBridge] VARCHAR(255) NOT NULL DEFAULT 'vmbr0', [nvidiaAvailable] {flag} NOT NULL DEFAULT FALSE, [nodeType] VARCHAR(50) NOT NULL DEFAULT 'proxmox'
);
CREATE TABLE [Jobs] (
    [id] {key}, [command] VARCHAR(2000) NOT NULL, [status] {enum:Jobs_status:pending,running,success,failure,cancelled} NOT NULL DEFAULT 'pending',
    [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL, [createdBy] VARCHAR(255)
);
CREATE TABLE [JobStatuses] (
    [id] {key}, [jobId] INTEGER NOT NULL REFERENCES [Jobs] ([id]) ON DELETE CASCADE, [output] TEXT, [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL
);
CREATE TABLE [Containers] (
    [id] {key},
@seed     [hostname] VARCHAR(255) NOT NULL UNIQUE, [username] VARCHAR(255) NOT NULL, [osRelease] VARCHAR(255), [containerId] INTEGER NOT NULL,
@seed     [macAddress] VARCHAR(17) NOT NULL UNIQUE, [ipv4Address] VARCHAR(45) NOT NULL UNIQUE,
@head@sqlite     [hostname] VARCHAR(255) NOT NULL UNIQUE, [username] VARCHAR(255) NOT NULL, [containerId] VARCHAR(255),
@head@sqlite     [macAddress] VARCHAR(17) UNIQUE, [ipv4Address] VARCHAR(45) UNIQUE,
@head@server     [hostname] VARCHAR(255) NOT NULL, [username] VARCHAR(255) NOT NULL, [containerId] VARCHAR(255),
@head@server     [macAddress] VARCHAR(17), [ipv4Address] VARCHAR(45),
    [aiContainer] VARCHAR(50) NOT NULL DEFAULT 'N', [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL,
    [nodeId] INTEGER NOT NULL REFERENCES [Nodes] ([id])
@head     , [creationJobId] INTEGER REFERENCES [Jobs] ([id]), [template] VARCHAR(255), [environmentVars] TEXT DEFAULT NULL
@head     , [entrypoint] VARCHAR(2000) DEFAULT NULL, [siteId] INTEGER NOT NULL REFERENCES [Sites] ([id]), [nvidiaRequested] {flag} NOT NULL DEFAULT FALSE
);
@seed CREATE UNIQUE INDEX [containers_node_id_container_id_unique] ON [Containers] ([nodeId], [containerId]);
@head@server CREATE UNIQUE INDEX [containers_node_container_id_unique] ON [Containers] ([nodeId], [containerId]);
@head@server CREATE UNIQUE INDEX [containers_site_hostname_unique] ON [Containers] ([siteId], [hostname]);
@head@server CREATE UNIQUE INDEX [containers_site_ipv4_unique] ON [Containers] ([siteId], [ipv4Address]);
@head@server CREATE UNIQUE INDEX [containers_site_mac_unique] ON [Containers] ([siteId], [macAddress]);
CREATE TABLE [Services] (
    [id] {key}, [containerId] INTEGER NOT NULL REFERENCES [Containers] ([id]), [type] {enum:Services_type:http,transport,dns} NOT NULL,
    [internalPort] INTEGER NOT NULL, [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL
);
CREATE TABLE [ExternalDomains] (
    [id] {key}, [name] VARCHAR(255) NOT NULL UNIQUE, [acmeEmail] VARCHAR(255), [acmeDirectoryUrl] VARCHAR(255), [cloudflareApiEmail] VARCHAR(255),
    [cloudflareApiKey] VARCHAR(255),
@seed     [siteId] INTEGER NOT NULL REFERENCES [Sites] ([id]) ON DELETE CASCADE ON UPDATE CASCADE,
@head     [siteId] INTEGER REFERENCES [Sites] ([id]) ON DELETE SET NULL ON UPDATE CASCADE, [authServer] VARCHAR(255) DEFAULT NULL,
    [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL
);
CREATE TABLE [HTTPServices] (
    [id] {key}, [serviceId] INTEGER NOT NULL UNIQUE REFERENCES [Services] ([id]) ON DELETE CASCADE, [externalHostname] VARCHAR(255) NOT NULL,
    [externalDomainId] INTEGER NOT NULL REFERENCES [ExternalDomains] ([id]), [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL
@head     , [backendProtocol] {enum:HTTPServices_backendProtocol:http,https} NOT NULL DEFAULT 'http', [authRequired] {flag} NOT NULL DEFAULT FALSE
);
CREATE UNIQUE INDEX [http_services_unique_hostname_domain] ON [HTTPServices] ([externalHostname], [externalDomainId]);
CREATE TABLE [TransportServices] (
    [id] {key}, [serviceId] INTEGER NOT NULL UNIQUE REFERENCES [Services] ([id]) ON DELETE CASCADE, [protocol] {enum:TransportServices_protocol:tcp,udp} NOT NULL,
    [externalPort] INTEGER NOT NULL, [tls] {flag}, [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL
);
CREATE UNIQUE INDEX [transport_services_unique_protocol_port] ON [TransportServices] ([protocol], [externalPort]);
CREATE TABLE [DnsServices] (
    [id] {key}, [serviceId] INTEGER NOT NULL UNIQUE REFERENCES [Services] ([id]) ON DELETE CASCADE,
    [recordType] {enum:DnsServices_recordType:SRV} NOT NULL DEFAULT 'SRV', [dnsName] VARCHAR(255) NOT NULL, [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL
);
CREATE TABLE [Users] (
    [uidNumber] INTEGER NOT NULL PRIMARY KEY, [uid] VARCHAR(255) NOT NULL UNIQUE, [gidNumber] INTEGER NOT NULL, [homeDirectory] VARCHAR(255) NOT NULL,
    [loginShell] VARCHAR(255) NOT NULL, [cn] VARCHAR(255) NOT NULL, [sn] VARCHAR(255) NOT NULL, [givenName] VARCHAR(255) NOT NULL,
    [mail] VARCHAR(255) NOT NULL UNIQUE, [sshPublicKey] TEXT, [userPassword] VARCHAR(255) NOT NULL, [status] VARCHAR(50) NOT NULL DEFAULT 'pending',
    [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL
@head     , [oidcSubject] VARCHAR(255), [oidcIssuer] VARCHAR(255)
);
CREATE TABLE [Groups] (
    [gidNumber] INTEGER NOT NULL PRIMARY KEY, [cn] VARCHAR(255) NOT NULL UNIQUE, [isAdmin] {flag} NOT NULL DEFAULT FALSE,
    [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL
);
CREATE TABLE [UserGroups] (
    [uidNumber] INTEGER NOT NULL REFERENCES [Users] ([uidNumber]) ON DELETE CASCADE ON UPDATE CASCADE,
    [gidNumber] INTEGER NOT NULL REFERENCES [Groups] ([gidNumber]) ON DELETE CASCADE ON UPDATE CASCADE,
    [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL, PRIMARY KEY ([uidNumber], [gidNumber])
);
CREATE TABLE [SessionSecrets] (
    [id] {key}, [secret] VARCHAR(64) NOT NULL UNIQUE, [createdAt] {time} NOT NULL DEFAULT CURRENT_TIMESTAMP, [updatedAt] {time} NOT NULL DEFAULT CURRENT_TIMESTAMP
);
@head CREATE TABLE [Settings] ([key] VARCHAR(255) NOT NULL UNIQUE PRIMARY KEY, [value] TEXT NOT NULL, [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL);
@head CREATE TABLE [ApiKeys] (
@head     [id] VARCHAR(36) NOT NULL PRIMARY KEY, [uidNumber] INTEGER NOT NULL REFERENCES [Users] ([uidNumber]) ON DELETE CASCADE ON UPDATE CASCADE,
@head     [keyPrefix] VARCHAR(8) NOT NULL, [keyHash] VARCHAR(255) NOT NULL, [description] VARCHAR(255), [lastUsedAt] {time}, [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL
@head );
@head CREATE TABLE [ContainerCollaborators] (
@head     [id] {key}, [containerId] INTEGER NOT NULL REFERENCES [Containers] ([id]) ON DELETE CASCADE ON UPDATE CASCADE,
@head     [username] VARCHAR(255) NOT NULL REFERENCES [Users] ([uid]) ON DELETE CASCADE ON UPDATE CASCADE, [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL,
@head     UNIQUE ([containerId], [username])
@head );
@head CREATE TABLE [PasswordResetTokens] (
@head     [id] VARCHAR(36) NOT NULL PRIMARY KEY, [uidNumber] INTEGER NOT NULL, [token] VARCHAR(64) NOT NULL UNIQUE, [expiresAt] {time} NOT NULL,
@head     [used] {flag} NOT NULL DEFAULT FALSE, [createdAt] {time} NOT NULL, [updatedAt] {time} NOT NULL
@head );
