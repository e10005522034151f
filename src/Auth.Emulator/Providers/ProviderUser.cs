namespace Amplify.Emulator;

/// <summary>Someone with an account at an emulated identity provider.</summary>
public sealed class ProviderUser
{
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, string> _claims = new(StringComparer.Ordinal);

    internal ProviderUser(string subject, IReadOnlyDictionary<string, string> claims)
    {
        Subject = subject;
        foreach ((string name, string value) in claims)
        {
            _claims[name] = value;
        }
    }

    /// <summary>The user's id at the provider; in the pool the user is called <c>{provider}_{subject}</c>.</summary>
    public string Subject { get; }

    /// <summary>What the provider says about the user, as it is now, without the id.</summary>
    public IReadOnlyDictionary<string, string> Claims
    {
        get
        {
            lock (_gate)
            {
                return new OrderedDictionary<string, string>(_claims, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Changes what the provider says about the user; the pool hears it at the next sign-in.</summary>
    /// <param name="name">The claim's name, for example <c>email</c>.</param>
    /// <param name="value">The value; <see langword="null"/> takes the claim away. <c>true</c> and <c>false</c> of <c>email_verified</c> are told as booleans.</param>
    public void SetClaim(string name, string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (_gate)
        {
            if (value is null)
            {
                _claims.Remove(name);
            }
            else
            {
                _claims[name] = value;
            }
        }
    }
}
