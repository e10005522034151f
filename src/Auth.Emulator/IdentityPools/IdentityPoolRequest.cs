namespace Amplify.Emulator;

/// <summary>What CreateIdentityPool and UpdateIdentityPool ask for, checked before anything is changed.</summary>
internal sealed class IdentityPoolRequest
{
    // Their keys would have to come over the internet; tests add such providers in process.
    private static readonly string[] OnlyInProcess = ["SupportedLoginProviders", "OpenIdConnectProviderARNs", "SamlProviderARNs"];

    public required bool AllowGuests { get; init; }

    public required bool AllowClassicFlow { get; init; }

    public required string? DeveloperProvider { get; init; }

    public required IReadOnlyList<(EmulatedAppClient Client, bool ServerSideTokenCheck)> Clients { get; init; }

    /// <exception cref="ServiceException">Something cannot be had.</exception>
    public static IdentityPoolRequest Read(OperationCall call, EmulatorState state)
    {
        if (OnlyInProcess.FirstOrDefault(name => call.Body[name] is not null) is { } unknown)
        {
            throw ServiceException.InvalidParameter($"{unknown} cannot be set over HTTP in this emulator.");
        }

        return new IdentityPoolRequest
        {
            AllowGuests = call.Flag("AllowUnauthenticatedIdentities") ?? throw ServiceException.MissingParameter("AllowUnauthenticatedIdentities"),
            AllowClassicFlow = call.Flag("AllowClassicFlow") == true,
            DeveloperProvider = call.Optional("DeveloperProviderName"),
            Clients = [.. call.Parts("CognitoIdentityProviders").Select(provider => (ClientOf(provider, state), provider.Flag("ServerSideTokenCheck") == true))],
        };
    }

    public void ApplyTo(EmulatedIdentityPool pool)
    {
        pool.AllowGuests = AllowGuests;
        pool.AllowClassicFlow = AllowClassicFlow;
        pool.RemoveUserPools();
        foreach ((EmulatedAppClient client, bool serverSideTokenCheck) in Clients)
        {
            pool.AddUserPoolClient(client, serverSideTokenCheck);
        }

        if (DeveloperProvider is not null && pool.DeveloperProviderName is null)
        {
            pool.AddDeveloperProvider(DeveloperProvider);
        }
    }

    private static EmulatedAppClient ClientOf(OperationCall provider, EmulatorState state)
    {
        EmulatedAppClient client = state.Client(provider.Text("ClientId"));
        string name = provider.Text("ProviderName");
        return new UserPoolProvider(client.Pool).AnswersTo(name) ? client : throw ServiceException.InvalidParameter($"Client {client.Id} is not one of {name}.");
    }
}
