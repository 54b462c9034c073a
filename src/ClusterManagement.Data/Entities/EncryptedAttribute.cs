namespace ClusterManagement.Data.Entities;

/// <summary>Marks a column that holds a secret as the key ring has encrypted it. Whatever has to find such columns looks for this.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EncryptedAttribute : SecretAttribute;
