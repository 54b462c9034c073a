namespace ClusterManagement.Engine.Accounts;

/// <summary>Computes argon2id, version 1.3 (RFC 9106).</summary>
/// <param name="password">The password's bytes, one or more.</param>
/// <param name="salt">The salt.</param>
/// <param name="parameters">The cost.</param>
/// <param name="length">The number of bytes to compute.</param>
internal delegate Task<byte[]> Argon2Function(byte[] password, byte[] salt, Argon2Parameters parameters, int length);
