namespace ClusterManagement.TestServers;

/// <summary>Signals by their names and numbers on Linux.</summary>
internal enum Signal
{
    /// <summary>nginx's reload.</summary>
    Hup = 1,

    /// <summary>PostgreSQL's fast shutdown.</summary>
    Int = 2,

    /// <summary>PostgreSQL's immediate shutdown, which gives back its shared memory, as killing does not.</summary>
    Quit = 3,

    /// <summary>The end, at once.</summary>
    Kill = 9,

    /// <summary>HAProxy's reload.</summary>
    User2 = 12,

    /// <summary>MariaDB's normal shutdown.</summary>
    Term = 15,

    /// <summary>A halt.</summary>
    Stop = 19,
}
