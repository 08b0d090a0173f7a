using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.State;

namespace Slipway.Engine.Planning;

/// <summary>What differs between two sets of properties, leaf by leaf. Being secret is not a difference of its own.</summary>
public static class PropertyDiff
{
    private const string Defaults = "__defaults";

    public static ImmutableArray<PropertyChange> Between(PropertyValue.Map old, PropertyValue.Map @new)
    {
        if (ReferenceEquals(old, @new)) return [];
        var changes = ImmutableArray.CreateBuilder<PropertyChange>();
        Compare("", old, @new, changes);
        return changes.ToImmutable();
    }

    private static void Compare(string path, PropertyValue.Map old, PropertyValue.Map @new, ImmutableArray<PropertyChange>.Builder changes)
    {
        // Bridged providers note in the state which inputs they filled in themselves; a program never gives those.
        var filledIn = old[Defaults] is PropertyValue.List list ? list.Items : [];
        foreach (var (name, value) in old)
        {
            if (name == Defaults || (@new[name] is null && filledIn.Contains(new PropertyValue.Text(name)))) continue;
            Compare(PropertyPath.Join(path, name), value, @new[name], changes);
        }

        foreach (var (name, value) in @new)
        {
            if (old[name] is null && name != Defaults) Compare(PropertyPath.Join(path, name), null, value, changes);
        }
    }

    private static void Compare(string path, PropertyValue? old, PropertyValue? @new, ImmutableArray<PropertyChange>.Builder changes)
    {
        if (IsNothing(old) && IsNothing(@new)) return;
        if (IsNothing(old))
        {
            changes.Add(new(path, PropertyChangeKind.Add, null, @new, false));
            return;
        }

        if (IsNothing(@new))
        {
            changes.Add(new(path, PropertyChangeKind.Delete, old, null, false));
            return;
        }

        switch (old, @new)
        {
            // Inside a secret no path is told: where it differs would say something about it.
            case (PropertyValue.Secret, _) or (_, PropertyValue.Secret):
                if (!IsClosed(old) && !IsClosed(@new) && !old!.WithoutSecrets().Equals(@new!.WithoutSecrets()))
                    changes.Add(new(path, PropertyChangeKind.Update, AsSecret(old), AsSecret(@new), false));
                break;
            case (PropertyValue.Map oldMap, PropertyValue.Map newMap):
                Compare(path, oldMap, newMap, changes);
                break;
            case (PropertyValue.List oldList, PropertyValue.List newList):
                for (var index = 0; index < Math.Max(oldList.Items.Length, newList.Items.Length); index++)
                {
                    Compare(
                        PropertyPath.Join(path, index),
                        index < oldList.Items.Length ? oldList.Items[index] : null,
                        index < newList.Items.Length ? newList.Items[index] : null,
                        changes);
                }

                break;
            default:
                if (!old!.Equals(@new)) changes.Add(new(path, PropertyChangeKind.Update, old, @new, false));
                break;
        }
    }

    private static bool IsNothing(PropertyValue? value) => value is null or PropertyValue.Null;

    // A secret nobody here can decrypt: whether it differs cannot be told, so it is not told.
    private static bool IsClosed(PropertyValue? value) => value is PropertyValue.Secret secret && ClosedSecret.CiphertextOf(secret.Value) is not null;

    private static PropertyValue.Secret AsSecret(PropertyValue value) => value as PropertyValue.Secret ?? new PropertyValue.Secret(value);
}
