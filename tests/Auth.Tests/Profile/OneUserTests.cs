using Amplify.Emulator;
using Amplify.Tests.Adversary;
using Amplify.Tests.Support;

namespace Amplify.Tests.Profile;

/// <summary>What takes several steps takes them all for the user it began with, whoever signs in meanwhile.</summary>
public sealed class OneUserTests
{
    private static readonly SignInOptions _replace = new() { Flow = SignInFlow.UserPassword, WhenAlreadySignedIn = WhenAlreadySignedIn.Replace };

    [Test]
    public async Task Deleting_a_user_does_not_sign_out_the_one_who_signed_in_meanwhile()
    {
        (AuthWorld world, Auth auth) = await WorldAsync();
        await using AuthWorld owned = world;
        FaultHandle held = Hold(world, "DeleteUser");

        Task<DeleteUserResult> deleting = auth.Account.DeleteUserAsync();
        await BenSignsInAsync(auth, held);
        DeleteUserResult result = await deleting;

        Assert.That(result.IsSignedOut, Is.True);
        Assert.That((await auth.CurrentUserAsync())?.Username, Is.EqualTo("ben"));
        Assert.That((await world.NewAuth().CurrentUserAsync())?.Username, Is.EqualTo("ben"));
    }

    [Test]
    public async Task Deleting_a_user_does_not_delete_the_session_another_process_put_in_its_place()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        var store = new HookedStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        StoreHold forgetting = store.Hold(StoreOp.Delete);

        Task<DeleteUserResult> deleting = auth.Account.DeleteUserAsync();
        await forgetting.Arrival.WaitAsync(TimeSpan.FromSeconds(10));
        await world.NewAuth().SignInAsync("ben", AuthWorld.Password, _replace);
        forgetting.Release();
        await deleting;

        Assert.That((await world.NewAuth().CurrentUserAsync())?.Username, Is.EqualTo("ben"));
    }

    [Test]
    public async Task An_update_does_not_hand_out_the_session_of_the_one_who_signed_in_meanwhile()
    {
        (AuthWorld world, Auth auth) = await WorldAsync();
        await using AuthWorld owned = world;
        FaultHandle held = Hold(world, "UpdateUserAttributes");

        Task<UpdateAttributesResult> updating = auth.Attributes.UpdateAsync(new Dictionary<string, string> { ["name"] = "Ana Maria" }, new UpdateAttributesOptions { RefreshSession = true });
        await BenSignsInAsync(auth, held);
        UpdateAttributesResult result = await updating;

        Assert.That(result.Session, Is.Null);
        Assert.That(result.SessionError!.Reason, Is.EqualTo(AuthErrorReason.SignInRequired));
    }

    [Test]
    public async Task A_factor_is_preferred_for_the_user_whose_code_was_verified()
    {
        (AuthWorld world, Auth auth) = await WorldAsync();
        await using AuthWorld owned = world;
        await auth.Mfa.SetUpTotpAsync();
        string code = world.User.PendingTotpCode();
        FaultHandle held = Hold(world, "VerifySoftwareToken");

        Task<VerifyTotpResult> verifying = auth.Mfa.VerifyTotpAsync(code, new VerifyTotpOptions { Preference = MfaPreference.Preferred });
        await BenSignsInAsync(auth, held);
        VerifyTotpResult result = await verifying;

        Assert.That(result.IsVerified, Is.True);
        Assert.That(result.PreferenceError, Is.Null);
        Assert.That(world.User.EnabledMfa, Is.Not.Empty);
        Assert.That(world.Pool.FindUser("ben")!.EnabledMfa, Is.Empty);
    }

    [Test]
    public async Task An_accepted_code_is_told_although_the_preference_could_not_be_set()
    {
        (AuthWorld world, Auth auth) = await WorldAsync();
        await using AuthWorld owned = world;
        await auth.Mfa.SetUpTotpAsync();
        world.Cognito.Faults.Add(Fault.Error("SetUserMFAPreference", "NotAuthorizedException", "Not now."));

        VerifyTotpResult result = await auth.Mfa.VerifyTotpAsync(world.User.PendingTotpCode(), new VerifyTotpOptions { Preference = MfaPreference.Preferred });

        Assert.That(result.IsVerified, Is.True);
        Assert.That(result.PreferenceError!.Operation, Is.EqualTo("SetUserMFAPreference"));
    }

    [Test]
    public async Task All_factors_are_disabled_at_once()
    {
        (AuthWorld world, Auth auth) = await WorldAsync();
        await using AuthWorld owned = world;
        await auth.Mfa.SetUpTotpAsync();
        await auth.Mfa.VerifyTotpAsync(world.User.PendingTotpCode(), new VerifyTotpOptions { Preference = MfaPreference.Preferred });

        await auth.Mfa.UpdatePreferencesAsync(MfaPreferenceUpdate.DisableAll);

        Assert.That((await auth.Mfa.FetchPreferencesAsync()).Enabled, Is.Empty);
    }

    private static async Task<(AuthWorld World, Auth Auth)> WorldAsync()
    {
        AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password, new Dictionary<string, string> { ["email"] = "ben@example.com", ["email_verified"] = "true" });
        return (world, await world.SignedInAsync());
    }

    private static FaultHandle Hold(AuthWorld world, string operation) =>
        world.Cognito.Faults.Add(new Fault { Operation = operation, Kind = FaultKind.Hold, Phase = FaultPhase.After, Times = 1 });

    private static async Task BenSignsInAsync(Auth auth, FaultHandle held)
    {
        await held.WaitForArrivalAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That((await auth.SignInAsync("ben", AuthWorld.Password, _replace)).IsSignedIn, Is.True);
        held.Dispose();
    }
}
