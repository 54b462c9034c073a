using System.Security;

namespace ClusterManagement.Shell.Host;

/// <summary>Reads a secret from the keyboard, showing nothing of it.</summary>
internal static class SecretReader
{
    /// <summary>Reads up to Enter; null when the person gave up with Ctrl+C.</summary>
    public static SecureString? Read()
    {
        var secret = new SecureString();
        var treatControlC = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                var key = Console.ReadKey(intercept: true);
                if (key.Key == ConsoleKey.Enter)
                    break;
                if (key is { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control })
                {
                    secret.Dispose();
                    return null;
                }

                Apply(secret, key);
            }
        }
        finally
        {
            Console.TreatControlCAsInput = treatControlC;
            Console.WriteLine();
        }

        secret.MakeReadOnly();
        return secret;
    }

    private static void Apply(SecureString secret, ConsoleKeyInfo key)
    {
        if (key.Key == ConsoleKey.Backspace)
        {
            if (secret.Length > 0)
                secret.RemoveAt(secret.Length - 1);
        }
        else if (!char.IsControl(key.KeyChar))
        {
            secret.AppendChar(key.KeyChar);
        }
    }
}
