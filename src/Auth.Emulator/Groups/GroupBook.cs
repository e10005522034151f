namespace Amplify.Emulator;

/// <summary>The groups of one pool. Guarded by the pool's gate.</summary>
internal sealed class GroupBook(EmulatedUserPool pool)
{
    private readonly Dictionary<string, UserGroup> _groups = new(StringComparer.Ordinal);

    public UserGroup? Find(string name) => _groups.GetValueOrDefault(name);

    public UserGroup Add(string name, int? precedence = null, string? roleArn = null, string? description = null)
    {
        var group = new UserGroup { Name = name, Precedence = precedence, RoleArn = roleArn, Description = description, CreatedAt = pool.State.Clock.GetUtcNow() };
        _groups.Add(name, group);
        return group;
    }

    public void Remove(UserGroup group)
    {
        _groups.Remove(group.Name);
        foreach (EmulatedUser user in pool.Directory.All)
        {
            user.RemoveFromGroup(group.Name);
        }
    }

    /// <summary>Groups by precedence; those of the same or none stay in their order.</summary>
    public IEnumerable<string> InOrder(IEnumerable<string> names) => names.OrderBy(name => Find(name)?.Precedence ?? int.MaxValue);

    /// <summary>The roles of groups, in the groups' order.</summary>
    public IReadOnlyList<string> Roles(IEnumerable<string> names) => [.. InOrder(names).Select(name => Find(name)?.RoleArn).OfType<string>().Distinct()];

    /// <summary>The role of the first group; none where two groups share the first place.</summary>
    public string? PreferredRole(IReadOnlyList<string> names)
    {
        UserGroup[] ranked = [.. names.Select(Find).OfType<UserGroup>().Where(group => group.RoleArn is not null).OrderBy(group => group.Precedence ?? int.MaxValue)];
        return ranked switch
        {
            [] => null,
            [var first, var second, ..] when first.Precedence == second.Precedence && first.RoleArn != second.RoleArn => null,
            [var first, ..] => first.RoleArn,
        };
    }
}
