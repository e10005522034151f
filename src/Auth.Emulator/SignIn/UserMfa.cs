namespace Amplify.Emulator;

/// <summary>The second factors a user has set up.</summary>
internal sealed class UserMfa
{
    private readonly List<string> _enabled = [];

    public IReadOnlyList<string> Enabled => _enabled;

    public string? Preferred { get; set; }

    public TotpFactor? Totp { get; set; }

    public void Enable(string factor)
    {
        if (!_enabled.Contains(factor))
        {
            _enabled.Add(factor);
        }
    }
}
