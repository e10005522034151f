namespace Amplify.Emulator;

/// <summary>Who may have which name. The caller holds the pool's gate.</summary>
internal static class NewUserRules
{
    /// <exception cref="ServiceException">Another user has the name.</exception>
    public static void CheckNameIsFree(EmulatedUserPool pool, string username)
    {
        if (pool.Directory.ByUsernameAttribute(username) is not null)
        {
            string kind = username.Contains('@', StringComparison.Ordinal) ? "email" : "phone_number";
            throw new ServiceException("UsernameExistsException", $"An account with the given {kind} already exists.");
        }

        if (pool.Directory.ByUsername(username) is not null)
        {
            throw new ServiceException("UsernameExistsException", "User already exists");
        }
    }

    /// <summary>Gives a user the aliases it is about to hold: an address once proven, a preferred user name at once.</summary>
    /// <exception cref="ServiceException">Another user holds one of them and it is not taken by force.</exception>
    public static void ClaimAliases(
        EmulatedUserPool pool, EmulatedUser? user, IReadOnlyDictionary<string, string> attributes, Func<string, bool> isProven, bool force)
    {
        foreach (string alias in pool.Settings.AliasAttributes.Where(alias => alias == "preferred_username" || isProven(alias)))
        {
            EmulatedUser? holder = attributes.TryGetValue(alias, out string? value)
                ? pool.Directory.All.FirstOrDefault(other => other != user && pool.Directory.HoldsAlias(other, alias, value))
                : null;
            if (holder is null)
            {
                continue;
            }

            if (!force)
            {
                throw AliasExists(alias);
            }

            LoseAlias(holder, alias);
        }
    }

    public static ServiceException AliasExists(string alias) => new(
        "AliasExistsException", alias == "preferred_username" ? "Already found an entry for the provided username." : $"An account with the {alias} already exists.");

    private static void LoseAlias(EmulatedUser holder, string alias)
    {
        if (alias == "preferred_username")
        {
            holder.RemoveAttribute(alias);
        }
        else
        {
            holder.SetAttribute($"{alias}_verified", "false");
        }
    }
}
