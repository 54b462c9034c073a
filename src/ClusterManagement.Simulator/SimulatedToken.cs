namespace ClusterManagement.Simulator;

/// <summary>An API token of the simulated cluster.</summary>
/// <param name="TokenId">The token, as USER@REALM!NAME.</param>
/// <param name="Secret">The secret.</param>
/// <param name="PrivilegeSeparation">Whether the token has no rights of its own; otherwise it has those of its user.</param>
public sealed record SimulatedToken(string TokenId, string Secret, bool PrivilegeSeparation = false);
