namespace Amplify.Emulator;

/// <summary>A provider whose tokens nobody else can read: the test says whose they are.</summary>
internal sealed class JudgedProvider(string name, Func<string, FederatedUser?> judge) : LoginProvider
{
    public override string Name { get; } = name;

    public override VerifiedLogin Verify(string token, DateTimeOffset now)
    {
        FederatedUser user = judge(token) ?? throw ServiceException.NotAuthorized("Invalid login token.");
        return new VerifiedLogin
        {
            Provider = Name,
            UserId = user.UserId,
            MappingKey = Name,
            Trace = $"{Name}:{user.UserId}",
            Claims = claim => user.Claims.TryGetValue(claim, out string? value) ? [value] : [],
        };
    }
}
