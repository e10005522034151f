using System.Collections.Immutable;
using Amplify.Emulator;

namespace Amplify.Tests.Model;

/// <summary>How every run begins: Ana can sign in, Cyd was invited and has nothing but a temporary password, nobody is called Ben.</summary>
internal static class Initial
{
    public static IReadOnlyList<string> Users { get; } = ["ana", "ben", "cyd"];

    public static IReadOnlyDictionary<string, string> AnasAttributes { get; } = new Dictionary<string, string>
    {
        ["name"] = "Ana Lima",
        ["email"] = "ana-1@example.com",
        ["email_verified"] = "true",
        ["phone_number"] = "+15550001",
        ["phone_number_verified"] = "true",
    };

    public static ModelState State(Setting setting)
    {
        int app = 0;
        var empty = new ModelState
        {
            Setting = setting,
            Handles =
            [
                new ModelHandle { Name = ModelWorld.NameOf(0), Place = "desk", HasAuthenticator = true },
                new ModelHandle { Name = ModelWorld.NameOf(1), Place = "desk" },
                new ModelHandle { Name = ModelWorld.NameOf(2), Place = ModelWorld.Web, Key = 0 },
            ],
        };
        int passkey = 0;
        ModelState start = setting.AnaHasApp ? empty.NewId(out app) : empty;
        start = setting.AnaHasPasskey ? start.NewId(out passkey) : start;
        return start
            .AddUser(new ModelUser
            {
                Id = empty.NextUserId("ana"),
                Name = "ana",
                Status = UserStatus.Confirmed,
                Password = Passwords.First,
                Attributes = AnasAttributes.ToImmutableSortedDictionary(StringComparer.Ordinal),
                Totp = setting.AnaHasApp ? app : null,
                Passkeys = setting.AnaHasPasskey ? [new ModelPasskey(passkey, Authenticator: 0)] : [],
                Factors = setting.AnaHasApp ? [SignInRules.Totp, SignInRules.Sms] : [],
            })
            .AddUser(new ModelUser
            {
                Id = empty.NextUserId("cyd"),
                Name = "cyd",
                Status = UserStatus.ForceChangePassword,
                Password = Passwords.Temporary,
                TemporaryUntil = empty.Now + Setting.TemporaryPasswordValidity,
            });
    }
}
