using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>Choices that commands are made of.</summary>
internal static class Pick
{
    public static Gen<int> Handle { get; } = Gen.Choose(0, 2);

    public static Gen<bool> Rarely { get; } = Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)));

    public static Gen<bool> Mostly { get; } = Rarely.Select(rarely => !rarely);

    /// <summary>A user name; Ana's more often than the others'.</summary>
    public static Gen<string> User { get; } = Gen.Frequency((5, Gen.Constant("ana")), (2, Gen.Constant("ben")), (2, Gen.Constant("cyd")));

    /// <summary>A user who may sign in, more often than not.</summary>
    public static Gen<string> ReadyUser(ModelState s)
    {
        string[] ready = [.. s.Users.Values.Where(user => SignInRules.Objection(user) is null).Select(user => user.Name)];
        return ready.Length == 0 ? User : Gen.Frequency((5, Gen.Elements(ready)), (1, User));
    }

    public static Gen<string> NewPassword { get; } = Gen.Frequency((3, Gen.Elements(Passwords.First, Passwords.Second)), (1, Gen.Constant(Passwords.Weak)));

    public static Gen<CodeChoice> Code { get; } = Gen.Frequency((4, Gen.Constant(CodeChoice.Newest)), (1, Gen.Elements(CodeChoice.Older, CodeChoice.Wrong)));

    public static Gen<string> Attribute { get; } = Gen.Frequency((3, Gen.Constant("email")), (1, Gen.Elements("phone_number", "name")));

    /// <summary>
    /// The weight of what only users do: little while nobody is signed in, so that most of a run is spent with users; much while a
    /// session is not what it seems, so that it is used before it is forgotten.
    /// </summary>
    public static Func<ModelState, int> ForUsers(int weight) => s =>
        s.Handles.Any(handle => IsInTrouble(s, handle)) ? weight * 3
        : s.Handles.Any(handle => handle.View?.Held is not null) ? weight
        : 1 + (weight / 20);

    /// <summary>A handle where nobody is signed in, or where the session cannot be renewed now, more often than not.</summary>
    public static Gen<int> FreeHandle(ModelState s) => Prefer(s, (state, handle) => handle.View?.Held is null || handle.Failing is not null);

    /// <summary>A handle where somebody is signed in, more often than not; best of all one whose session is not what it seems.</summary>
    public static Gen<int> UserHandle(ModelState s) => s.Handles.Any(handle => IsInTrouble(s, handle))
        ? Prefer(s, IsInTrouble)
        : Prefer(s, (state, handle) => handle.View?.Held is not null);

    /// <summary>A handle that holds a step, more often than not.</summary>
    public static Gen<int> StepHandle(ModelState s) => Prefer(s, (state, handle) => handle.Step is not null);

    /// <summary>A user who is signed in somewhere, more often than not.</summary>
    public static Gen<string> LiveUser(ModelState s)
    {
        string[] live = [.. s.Users.Values.Where(user => s.Handles.Any(handle => handle.View?.Held?.UserId == user.Id)).Select(user => user.Name)];
        return live.Length == 0 ? User : Gen.Frequency((4, Gen.Elements(live)), (1, User));
    }

    /// <summary>Whether the engine shows a session that the service will not renew, or not let do anything, or whose tokens have expired.</summary>
    public static bool IsInTrouble(ModelState s, ModelHandle handle) => handle.View?.Held is { } held
        && (s.UserById(held.UserId) is not { } user
            || SignInRules.Objection(user) is not null
            || s.SignIns[held.SignIn].Revoked
            || s.Now >= held.ExpiresAt);

    /// <summary>Whoever is signed in at a handle, or anybody.</summary>
    public static Gen<string> UserOf(ModelState s, int handle) => s.Handles[handle].View?.Held is { } held
        ? Gen.Frequency((9, Gen.Constant(held.UserId[..held.UserId.IndexOf('#', StringComparison.Ordinal)])), (1, User))
        : User;

    /// <summary>The right password of a user, more often than not.</summary>
    public static Gen<string> PasswordOf(ModelState s, string user) => s.Users.TryGetValue(user, out ModelUser? known)
        ? Gen.Frequency((5, Gen.Constant(known.Password)), (1, Gen.Elements(Passwords.All.AsEnumerable())))
        : Gen.Elements(Passwords.All.AsEnumerable());

    private static Gen<int> Prefer(ModelState s, Func<ModelState, ModelHandle, bool> fits)
    {
        int[] best = [.. Enumerable.Range(0, s.Handles.Length).Where(h => fits(s, s.Handles[h]))];
        return best.Length == 0 ? Handle : Gen.Frequency((6, Gen.Elements(best)), (1, Handle));
    }
}
