using Amplify.Emulator;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>Forgotten and changed passwords, attributes, the end of an account; secrets and metadata that come from the application.</summary>
internal static class ProfileFlows
{
    public static IReadOnlyList<Flow> All { get; } =
    [
        new("A forgotten password: a wrong code, a weak password, the right ones, sign in", world => ResetAsync(world, new AppClientSettings())),
        new("The same with a client secret", world => ResetAsync(world, new AppClientSettings { GenerateSecret = true })),
        new("A changed password: a wrong old one, a weak new one, the right ones", ChangeAsync),
        new("Attributes: read, changed, confirmed with a wrong code and the right one, deleted", AttributesAsync),
        new("Attributes that are refused", RefusedAttributesAsync),
        new("An access token that was revoked", RevokedAsync),
        new("The user deletes the account", DeleteAsync),
        new("Client secret and metadata by provider, a wrong secret first", ProvidersAsync),
        new("Providers that fail", FailingProvidersAsync),
    ];

    private static async Task ResetAsync(FlowWorld world, AppClientSettings settings)
    {
        Auth auth = world.NewAuth(world.AddClient(settings));
        string metadata = world.Known.Add("client metadata", Guid.NewGuid().ToString("N"));

        ResetPasswordResult reset = world.Take(await auth.ResetPasswordAsync(world.Username, new ResetPasswordOptions { ClientMetadata = new Dictionary<string, string> { ["captcha"] = metadata } }));
        world.Capture.Add(Channel.Result, "delivery", $"{reset.CodeDelivery} {reset.CodeDelivery!.Destination}");
        string code = world.Cognito.Outbox.LatestCode(world.Username);
        string password = world.NewPassword("new password");
        ConfirmResetPasswordResult wrong = world.Take(await auth.ConfirmResetPasswordAsync(world.Username, world.WrongCode(code), password));
        ConfirmResetPasswordResult weak = world.Take(await auth.ConfirmResetPasswordAsync(world.Username, code, world.Known.Add("weak password", "weakpassword")));
        world.Capture.Add(Channel.Result, "rejections", $"{wrong.Rejection} {wrong.Rejection?.Message} {weak.Rejection?.Message} {weak.Rejection?.Suggestion}");
        Assert.That((await auth.ConfirmResetPasswordAsync(world.Username, code, password)).IsReset);
        Assert.That(world.Take(await auth.SignInAsync(world.Username, password)).IsSignedIn);
    }

    private static async Task ChangeAsync(FlowWorld world)
    {
        Auth auth = await Flows.SignedInAsync(world);

        ChangePasswordResult wrong = world.Take(await auth.ChangePasswordAsync(world.NewPassword("wrong password"), world.NewPassword("new password")));
        ChangePasswordResult weak = world.Take(await auth.ChangePasswordAsync(world.Password, world.Known.Add("weak password", "weakpassword")));
        world.Capture.Add(Channel.Result, "rejections", $"{wrong.Rejection} {wrong.Rejection?.Message} {weak.Rejection?.Message}");
        Assert.That((await auth.ChangePasswordAsync(world.Password, world.NewPassword("new password"))).IsChanged);
    }

    private static async Task AttributesAsync(FlowWorld world)
    {
        Auth auth = await Flows.SignedInAsync(world);
        string address = world.Known.AddPerson("new address", $"new-{world.Email}");
        string name = world.Known.AddPerson("new name", "Ana Something-Else");

        world.Take(await auth.Attributes.FetchAsync());
        UpdateAttributesResult updated = world.Take(await auth.Attributes.UpdateAsync(
            new Dictionary<string, string> { ["email"] = address, ["name"] = name },
            new UpdateAttributesOptions { RefreshSession = true }));
        Assert.That(updated.IsDone, Is.False);
        world.Take(updated.Session!);
        await auth.Attributes.SendCodeAsync("email");
        string code = world.Cognito.Outbox.LatestCode(world.Username);
        ConfirmAttributeResult wrong = world.Take(await auth.Attributes.ConfirmAsync("email", world.WrongCode(code)));
        world.Capture.Add(Channel.Result, "rejection", $"{wrong.Rejection} {wrong.Rejection?.Message}");
        ConfirmAttributeResult right = world.Take(await auth.Attributes.ConfirmAsync("email", code, new ConfirmAttributeOptions { RefreshSession = true }));
        Assert.That(right.IsConfirmed);
        world.Take(right.Session!);
        world.Take(await auth.Attributes.FetchVerifiedContactsAsync());
        world.Take(await auth.Attributes.DeleteAsync(["name"]));
    }

    private static async Task RefusedAttributesAsync(FlowWorld world)
    {
        Auth auth = await Flows.SignedInAsync(world, new AppClientSettings { WriteAttributes = ["email"] });

        await world.FailsAsync<AuthException>(() => auth.Attributes.UpdateAsync(new Dictionary<string, string> { ["name"] = world.Known.AddPerson("refused name", "Ana Not-Allowed") }));
        await world.FailsAsync<ArgumentException>(() => auth.Attributes.UpdateAsync(new Dictionary<string, string> { ["sub"] = world.Known.AddPerson("refused sub", "made-up-subject") }));
        await world.FailsAsync<SignInRequiredException>(() => world.NewAuth(world.AddClient()).Attributes.FetchAsync());
    }

    private static async Task RevokedAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient();
        Auth auth = world.NewAuth(client);
        await Flows.SignInAsync(world, auth);
        client.Pool.FindUser(world.Username)!.SignOutEverywhere();

        await world.FailsAsync<SignInRequiredException>(() => auth.Attributes.FetchAsync());
    }

    private static async Task DeleteAsync(FlowWorld world)
    {
        Auth auth = await Flows.SignedInAsync(world);

        Assert.That(world.Take(await auth.Account.DeleteUserAsync()).IsSignedOut);
    }

    private static async Task ProvidersAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient(new AppClientSettings { GenerateSecret = true });
        string secret = world.Known.Add("client secret", client.ClientSecret!);
        string old = world.Known.Add("old client secret", $"{Guid.NewGuid():N}");
        string metadata = world.Known.Add("provided metadata", $"{Guid.NewGuid():N}");
        int asked = 0;
        Auth auth = world.NewAuth(
            client,
            options => options.ClientSecret = null,
            (_, _) => new(new Secret(++asked == 1 ? old : secret)),
            (_, _) => new(new Dictionary<string, string> { ["captcha"] = metadata }));

        Assert.That((await Flows.SignInAsync(world, auth)).IsSignedIn);
        world.Take(await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true }));
    }

    private static async Task FailingProvidersAsync(FlowWorld world)
    {
        Auth auth = world.NewAuth(world.AddClient(), null, (_, _) => throw new IOException("The vault is down."), null);

        AuthException failed = await world.FailsAsync<AuthException>(() => auth.SignInAsync(world.Username, world.Password));

        Assert.That(failed.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
    }
}
