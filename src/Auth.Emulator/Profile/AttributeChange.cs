namespace Amplify.Emulator;

/// <summary>Changes attributes of a user that exists: all of them or, when one may not be, none. The caller holds the pool's gate.</summary>
internal sealed class AttributeChange(RequestContext context, EmulatedUser user)
{
    private readonly UserPoolSettings _settings = context.Pool.Settings;

    /// <summary>What the user writes; an empty value deletes.</summary>
    /// <returns>Where codes went.</returns>
    /// <exception cref="ServiceException">One of them may not be written, is badly formed, required or taken.</exception>
    public IReadOnlyList<Delivery> ByUser(IReadOnlyDictionary<string, string> attributes)
    {
        context.Client?.CheckWritable(attributes.Keys);
        (Dictionary<string, string> set, string[] deleted) = Split(attributes);
        AttributeRules.CheckWritten(set);
        CheckDeletable(deleted);
        CheckMutable(attributes);
        CheckFree(set, []);
        foreach (string name in deleted)
        {
            Delete(name);
        }

        return Write(set, []);
    }

    /// <summary>What an administrator writes; an address comes as proven when its <c>…_verified</c> is written <c>true</c> with it.</summary>
    /// <exception cref="ServiceException">One of them is badly formed, required or taken.</exception>
    public void ByAdmin(IReadOnlyDictionary<string, string> attributes)
    {
        (Dictionary<string, string> set, string[] deleted) = Split(attributes);
        AttributeRules.CheckForm(set);
        CheckDeletable(deleted);
        CheckMutable(attributes);
        string[] proven = [.. Delivery.ByPrecedence.Where(name => set.GetValueOrDefault($"{name}_verified") == "true")];
        CheckFree(set, proven);
        foreach (string name in deleted)
        {
            Delete(name);
        }

        Write(set, proven);
    }

    /// <exception cref="ServiceException">The attributes may not be deleted.</exception>
    public void DeleteByUser(IReadOnlyList<string> names)
    {
        context.Client?.CheckWritable(names);
        AttributeRules.CheckWritten(names.Distinct().ToDictionary(name => name, _ => "", StringComparer.Ordinal), formOfValues: false);
        DeleteByAdmin(names);
    }

    /// <exception cref="ServiceException">The attributes may not be deleted.</exception>
    public void DeleteByAdmin(IReadOnlyList<string> names)
    {
        CheckDeletable(names);
        CheckMutable(names.Distinct().ToDictionary(name => name, _ => "", StringComparer.Ordinal));
        foreach (string name in names)
        {
            Delete(name);
        }
    }

    private static (Dictionary<string, string> Set, string[] Deleted) Split(IReadOnlyDictionary<string, string> attributes) =>
        (attributes.Where(pair => pair.Value.Length > 0).ToDictionary(), [.. attributes.Where(pair => pair.Value.Length == 0).Select(pair => pair.Key)]);

    private List<Delivery> Write(Dictionary<string, string> attributes, string[] proven)
    {
        var sent = new List<Delivery>();
        foreach ((string name, string value) in attributes)
        {
            if (!Delivery.ByPrecedence.Contains(name))
            {
                user.SetAttribute(name, value);
            }
            else if (proven.Contains(name))
            {
                user.Proofs.Forget(name);
                user.SetAttribute(name, value);
            }
            else if (user.Attribute(name) != value)
            {
                sent.AddRange(WriteUnproven(name, value));
            }
        }

        return sent;
    }

    private IEnumerable<Delivery> WriteUnproven(string name, string value)
    {
        bool waits = _settings.AttributesRequireVerificationBeforeUpdate.Contains(name);
        user.Proofs.Forget(name);
        if (!waits)
        {
            user.SetAttribute(name, value);
            user.SetAttribute($"{name}_verified", "false");
        }

        return _settings.AutoVerifiedAttributes.Contains(name) ? [user.Proofs.Send(context, user, name, waits ? value : null, "CustomMessage_UpdateUserAttribute")] : [];
    }

    private void Delete(string name)
    {
        user.RemoveAttribute(name);
        if (Delivery.ByPrecedence.Contains(name))
        {
            user.RemoveAttribute($"{name}_verified");
            user.Proofs.Forget(name);
        }
    }

    private void CheckDeletable(IEnumerable<string> names)
    {
        if (names.FirstOrDefault(name => _settings.RequiredAttributes.Contains(name) || _settings.UsernameAttributes.Contains(name)) is { } required)
        {
            throw ServiceException.InvalidParameter($"Attributes did not conform to the schema: {required}: The attribute is required");
        }
    }

    private void CheckMutable(IReadOnlyDictionary<string, string> attributes)
    {
        if (attributes.Keys.FirstOrDefault(_settings.ImmutableAttributes.Contains) is { } immutable)
        {
            throw ServiceException.InvalidParameter($"user.{immutable}: Attribute cannot be updated.");
        }
    }

    private void CheckFree(Dictionary<string, string> attributes, string[] proven)
    {
        foreach (string name in _settings.UsernameAttributes.Where(attributes.ContainsKey))
        {
            if (context.Pool.Directory.ByUsernameAttribute(attributes[name]) is { } holder && holder != user)
            {
                throw NewUserRules.AliasExists(name);
            }
        }

        NewUserRules.ClaimAliases(context.Pool, user, attributes, proven.Contains, force: false);
    }
}
