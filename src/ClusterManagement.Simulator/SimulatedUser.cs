namespace ClusterManagement.Simulator;

/// <summary>A user of the simulated cluster.</summary>
/// <param name="UserId">The user, as NAME@REALM.</param>
/// <param name="Password">The password, or null when the user cannot log in.</param>
/// <param name="Role">The role held on the whole tree, such as Administrator or PVEAuditor; empty for none.</param>
public sealed record SimulatedUser(string UserId, string? Password, string Role);
