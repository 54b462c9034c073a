namespace ClusterManagement;

/// <summary>
/// Every error id of this module. Scripts test for them, so an id is never renamed or given another meaning. The ids that
/// begin with a noun are made by the methods.
/// </summary>
public static class ErrorIds
{
    /// <summary>A value breaks a rule; the message names the parameter, the value and what is allowed.</summary>
    public const string InvalidValue = "InvalidValue";

    /// <summary>A display name stands for several containers; only the host name says which one is meant.</summary>
    public const string AmbiguousContainer = "AmbiguousContainer";

    /// <summary>A registered container is not on Proxmox, or what has its CTID there is another one.</summary>
    public const string ContainerMissing = "ContainerMissing";

    /// <summary>Another operation holds a container on Proxmox, or left it locked; nothing was changed.</summary>
    public const string ContainerLocked = "ContainerLocked";

    /// <summary>A pool of addresses, ports or identifiers has nothing left to give.</summary>
    public const string PoolExhausted = "PoolExhausted";

    /// <summary>The change would leave the cluster without an active administrator.</summary>
    public const string LastAdministrator = "LastAdministrator";

    /// <summary>Somebody else changed or removed an object since it was read; nothing was written.</summary>
    public const string ConcurrencyConflict = "ConcurrencyConflict";

    /// <summary>A node has no endpoint or no credential, so Proxmox cannot be asked.</summary>
    public const string NodeNotConfigured = "NodeNotConfigured";

    /// <summary>A server does not answer.</summary>
    public const string NotConnected = "NotConnected";

    /// <summary>A server's TLS certificate is neither trusted nor the pinned one.</summary>
    public const string UntrustedCertificate = "UntrustedCertificate";

    /// <summary>A server refused the credential.</summary>
    public const string AuthenticationFailed = "AuthenticationFailed";

    /// <summary>The credential is good but lacks a right, or what is there belongs to somebody else.</summary>
    public const string PermissionDenied = "PermissionDenied";

    /// <summary>A remote API refused or failed a request; the message has its words.</summary>
    public const string RemoteApiError = "RemoteApiError";

    /// <summary>A container cannot go to the node that was named; nothing was moved.</summary>
    public const string MoveRefused = "MoveRefused";

    /// <summary>A node's release of Proxmox VE does not know what was asked for; nothing was sent.</summary>
    public const string NodeTooOld = "NodeTooOld";

    /// <summary>A storage of a node has no room for a disk.</summary>
    public const string StorageFull = "StorageFull";

    /// <summary>A container could not be made, and what was made of it could not be removed; its row is kept.</summary>
    public const string ProvisioningNotUndone = "ProvisioningNotUndone";

    /// <summary>No node of a site can take a container; the message has each node's reason.</summary>
    public const string NoNodeFits = "NoNodeFits";

    /// <summary>A container exists that is not as it was asked for; the message has each difference.</summary>
    public const string ContainerDiffers = "ContainerDiffers";

    /// <summary>Something took longer than allowed.</summary>
    public const string Timeout = "Timeout";

    /// <summary>The database cannot be made, read or written.</summary>
    public const string DatabaseError = "DatabaseError";

    /// <summary>Somebody else held the database for too long, or got in the way; nothing was written.</summary>
    public const string DatabaseBusy = "DatabaseBusy";

    /// <summary>The database may be read and not written.</summary>
    public const string DatabaseReadOnly = "DatabaseReadOnly";

    /// <summary>There is no room left for the database.</summary>
    public const string DatabaseFull = "DatabaseFull";

    /// <summary>The database is damaged, or what is there is none.</summary>
    public const string DatabaseDamaged = "DatabaseDamaged";

    /// <summary>The server of the database, or the connection string, allows no more connections.</summary>
    public const string TooManyConnections = "TooManyConnections";

    /// <summary>The connection was lost during a commit: the change is there as a whole or not at all, and which is not known.</summary>
    public const string OutcomeUnknown = "OutcomeUnknown";

    /// <summary>The database lacks a table or column that its history says it has.</summary>
    public const string SchemaDamaged = "SchemaDamaged";

    /// <summary>The database's schema is older than this module's.</summary>
    public const string SchemaOutdated = "SchemaOutdated";

    /// <summary>A newer version of this module wrote the database.</summary>
    public const string SchemaTooNew = "SchemaTooNew";

    /// <summary>The database that is to be filled holds rows already.</summary>
    public const string DatabaseNotEmpty = "DatabaseNotEmpty";

    /// <summary>The rows of a copy, a backup or a restore did not arrive as they were read; nothing was written.</summary>
    public const string CopyFailed = "CopyFailed";

    /// <summary>A file is no whole backup of a database of this module.</summary>
    public const string BackupInvalid = "BackupInvalid";

    /// <summary>A database to import from is not one of the system it should be of.</summary>
    public const string ForeignDatabase = "ForeignDatabase";

    /// <summary>A stored secret cannot be decrypted: the key ring is not the one that encrypted it, or cannot be used.</summary>
    public const string SecretUnreadable = "SecretUnreadable";

    /// <summary>No secret can be encrypted: the key ring cannot be read or written, or its certificate is missing.</summary>
    public const string KeyRingUnusable = "KeyRingUnusable";

    /// <summary>A file is no certificate, its key is not the certificate's, or it is not good for the domain.</summary>
    public const string CertificateInvalid = "CertificateInvalid";

    /// <summary>A daemon refuses the configuration; what ran before runs on.</summary>
    public const string ConfigurationInvalid = "ConfigurationInvalid";

    /// <summary>The configuration could not be written, or the daemons did not take it up; what ran before was put back.</summary>
    public const string ConfigurationFailed = "ConfigurationFailed";

    /// <summary>A file that would be overwritten was written by somebody else.</summary>
    public const string ForeignFile = "ForeignFile";

    /// <summary>The id of a named object that does not exist, such as <c>SiteNotFound</c>.</summary>
    /// <param name="noun">One of <see cref="Nouns"/>.</param>
    public static string NotFound(string noun) => noun + "NotFound";

    /// <summary>The id of an identity, address, port or number that is taken, such as <c>SiteAlreadyExists</c>.</summary>
    /// <param name="noun">One of <see cref="Nouns"/>.</param>
    public static string AlreadyExists(string noun) => noun + "AlreadyExists";

    /// <summary>The id of an object that others depend on, or whose state forbids what was asked, such as <c>SiteInUse</c>.</summary>
    /// <param name="noun">One of <see cref="Nouns"/>.</param>
    public static string InUse(string noun) => noun + "InUse";
}
