namespace ClusterManagement.Data.Entities;

/// <summary>Marks a column whose value is never written anywhere else, encrypted or hashed as it may be.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class SecretAttribute : Attribute;
