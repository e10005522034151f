namespace Amplify.Emulator;

/// <content>The groups of a user; tokens issued from then on tell a change.</content>
public sealed partial class EmulatedUser
{
    private readonly List<string> _groups = [];

    /// <summary>The groups: by precedence, those without one last and in the order the user came into them.</summary>
    public IReadOnlyList<string> Groups
    {
        get
        {
            lock (_pool.Gate)
            {
                return [.. _pool.Groups.InOrder(_groups)];
            }
        }
    }

    /// <summary>Puts the user into a group; a group the pool does not have is made.</summary>
    /// <param name="group">The group's name.</param>
    public void AddToGroup(string group)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        Change(() =>
        {
            if (_pool.Groups.Find(group) is null)
            {
                _pool.Groups.Add(group);
            }

            if (!_groups.Contains(group))
            {
                _groups.Add(group);
            }
        });
    }

    /// <summary>Takes the user out of a group; nothing happens when the user is not in it.</summary>
    /// <param name="group">The group's name.</param>
    public void RemoveFromGroup(string group)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        Change(() => _groups.Remove(group));
    }
}
