using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Adversary;

/// <summary>Attributes nobody should name or fill like this: a result, an AuthException or an ArgumentException, and the value kept as it was given.</summary>
public sealed class AttributeAttackTests
{
    private static readonly string[] _names =
    [
        "custom:", "custom:x", "custom:" + new string('x', 26), "dev:custom:x", "Name", "EMAIL", "email ", "sub", "SUB", "email_verified", "cognito:mfa_enabled", "identities", "name\0", "имя",
        "😀", "\ud800", "__proto__", "", " ", new string('n', 33), "name,email", "user.name",
    ];

    private static readonly string[] _values =
    [
        "", " ", "\0", "a\r\nb", "Ünïcødé 😀", "\u202e", "{\"a\":1}", "</script>", new string('v', 2048), new string('v', 2049), new string('v', 200_000), "null", "\"", "\\",
    ];

    [TestCaseSource(nameof(_names))]
    public async Task A_name_is_taken_or_refused(string name)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();

        foreach (Func<Task> call in new Func<Task>[]
        {
            () => auth.Attributes.UpdateAsync(new Dictionary<string, string> { [name] = "x" }),
            () => auth.Attributes.DeleteAsync([name]),
            () => auth.Attributes.SendCodeAsync(name),
            () => auth.Attributes.ConfirmAsync(name, "123456"),
        })
        {
            Exception? fault = await NewCalls.FaultOf(call);
            Assert.That(fault, Is.Null.Or.InstanceOf<AuthException>().Or.InstanceOf<ArgumentException>());
            Assert.That((fault as AuthException)?.Reason, Is.Not.EqualTo(AuthErrorReason.Unknown).And.Not.EqualTo(AuthErrorReason.ServiceFailure), fault?.Message);
        }
    }

    [TestCaseSource(nameof(_values))]
    public async Task A_value_comes_back_as_it_was_given_or_is_refused(string value)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();

        Exception? fault = await NewCalls.FaultOf(() => auth.Attributes.UpdateAsync(new Dictionary<string, string> { ["name"] = value }));

        if (value.Length > 2048)
        {
            Assert.That((fault as AuthException)?.Reason, Is.EqualTo(AuthErrorReason.InvalidParameter));
            return;
        }

        Assert.That(fault, Is.Null);
        Assert.That((await auth.Attributes.FetchAsync()).GetValueOrDefault("name"), Is.EqualTo(value.Length == 0 ? null : value), "an empty value deletes");
        AuthSession session = await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });
        Assert.That(session.Error, Is.Null, "tokens with the value are read");
        Assert.That(session.User?.Claims.FirstOrDefault(c => c.Type == "name")?.Value, Is.EqualTo(value.Length == 0 ? null : value));
    }

    [Test]
    public async Task A_name_given_twice_is_deleted_once_and_an_immutable_one_never()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: new UserPoolSettings { ImmutableAttributes = ["nickname"] });
        Auth auth = await world.SignedInAsync();

        await auth.Attributes.DeleteAsync(["name", "name"]);
        Assert.That((await auth.Attributes.FetchAsync()).ContainsKey("name"), Is.False);
        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.Attributes.UpdateAsync(new Dictionary<string, string> { ["nickname"] = "A", ["name"] = "B" }));
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.InvalidParameter));
        Assert.That((await auth.Attributes.FetchAsync()).ContainsKey("name"), Is.False, "all or nothing");
    }

    [Test]
    public async Task A_dictionary_that_is_changed_after_the_call_began_changes_nothing()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();
        var attributes = new Dictionary<string, string> { ["name"] = "Given" };
        using (FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold }))
        {
            Task<UpdateAttributesResult> update = auth.Attributes.UpdateAsync(attributes);
            await hold.WaitForArrivalAsync();
            attributes["name"] = "Changed";
            attributes["nickname"] = "Added";
            hold.Dispose();
            await update;
        }

        Assert.That((await auth.Attributes.FetchAsync())["name"], Is.EqualTo("Given"));
    }

    [Test]
    public async Task Metadata_that_is_changed_after_the_call_began_changes_nothing_and_breaks_nothing()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();
        var metadata = new Dictionary<string, string> { ["a"] = "given" };
        using (FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold }))
        {
            Task<CodeDelivery?> send = auth.Attributes.SendCodeAsync("email", new SendAttributeCodeOptions { ClientMetadata = metadata });
            await hold.WaitForArrivalAsync();
            metadata["a"] = "changed";
            hold.Dispose();
            await send;
        }

        Assert.That(world.Cognito.Requests.All.Last(r => r.Operation == "GetUserAttributeVerificationCode").Body!["ClientMetadata"]!["a"]!.GetValue<string>(), Is.EqualTo("given"));
    }
}
