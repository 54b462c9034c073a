using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Containers;

/// <summary>Checks what a container is to be made from, before anything is reserved or asked.</summary>
internal static class OriginRules
{
    /// <summary>Checks a draft by itself.</summary>
    /// <param name="draft">The draft.</param>
    public static void Check(ContainerDraft draft)
    {
        if (draft.Environment is { Count: > 0 } variables) ContainerRules.Environment(variables, "Environment");
        if (draft.Entrypoint is { } command) ContainerRules.Entrypoint(command, "Entrypoint");
        var origin = draft.Origin;
        var sources = new[] { draft.Template, origin?.Backup, origin?.Container?.ToString() }.Count(source => source is not null);
        if (sources == 0 && !draft.NoProvision)
        {
            throw new InvalidValueException(
                "Template", null, "a template such as debian-12, or -Backup or -Clone in its place, needed unless -NoProvision registers the container only");
        }

        if (draft.NoProvision && (draft.Entrypoint is not null || draft.Environment is { Count: > 0 }))
        {
            throw new InvalidValueException("NoProvision", true, "a container that is made on Proxmox: leave out -NoProvision, or -Environment and -Entrypoint");
        }

        if (origin is null) return;
        var name = origin.Backup is not null ? "Backup" : "Clone";
        if (sources > 1) throw new InvalidValueException(name, origin.Backup ?? $"{origin.Container}", "one of -Template, -Backup and -Clone");
        if (draft.NoProvision) throw new InvalidValueException("NoProvision", true, $"a container that is made on Proxmox: leave out -NoProvision or -{name}");
        if (origin.Backup is { } backup) Backup(backup);
        if (draft.Password is not null) throw new InvalidValueException("Password", "(hidden)", $"a password along with -Template: with -{name} it is that of the original");
        if (draft.SshPublicKey is not null) throw new InvalidValueException("SshPublicKey", draft.SshPublicKey, $"keys along with -Template: with -{name} they are those of the original");
        if (draft.Nesting) throw new InvalidValueException("Nesting", true, $"a switch along with -Template: with -{name} it is as the original has it");
        if (origin.Container is not null && draft.Privileged) throw new InvalidValueException("Privileged", true, "a switch along with -Template or -Backup: a copy is as its original is");
    }

    /// <summary>Finds the container that is to be copied.</summary>
    /// <param name="db">The database.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="node">The node of the copy.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Null when none is copied.</returns>
    public static async Task<ContainerEntity?> OriginalAsync(
        ClusterContext db, ContainerDraft draft, NodeEntity node, CancellationToken cancellationToken)
    {
        if (draft.Origin?.Container is not { } identity) return null;
        var place = await EntityLookup.ContainerAsync(db, identity, cancellationToken);
        var original = await db.Containers.Include(row => row.Node).ThenInclude(entry => entry.Site)
            .FirstOrDefaultAsync(row => row.Id == place.Id, cancellationToken)
            ?? throw new ObjectNotFoundException(Nouns.Container, identity.ToString());
        ContainerRows.RefuseUnmade(original, "copy");
        return original.Node.SiteId == node.SiteId
            ? original
            : throw new InvalidValueException("Clone", original.Hostname, $"a container of site {node.Site.Name}; {original.Hostname} is in site {original.Node.Site.Name}. Back it up and use -Backup");
    }

    private static void Backup(string volumeId)
    {
        var colon = volumeId.IndexOf(":backup/", StringComparison.Ordinal);
        if (colon > 0 && !volumeId.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            NameRules.StorageId(volumeId[..colon], "Backup");
            return;
        }

        throw new InvalidValueException("Backup", volumeId, "the volume id of a backup, such as local:backup/vzdump-lxc-100-2026_01_31-12_00_00.tar.zst");
    }
}
