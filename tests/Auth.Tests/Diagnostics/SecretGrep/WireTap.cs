namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>Sits below the engine: addresses are captured, and what bodies carry becomes known as secret.</summary>
internal sealed class WireTap(HttpMessageHandler inner, Capture capture, KnownSecrets known) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool oauth = request.RequestUri!.AbsolutePath.Contains("/oauth2/", StringComparison.Ordinal);
        string operation = request.Headers.TryGetValues("X-Amz-Target", out IEnumerable<string>? targets) ? targets.First().Split('.')[^1] : oauth ? request.RequestUri.AbsolutePath : "GET";
        capture.Add(Channel.Address, operation, request.RequestUri.OriginalString);
        if (request.Method != HttpMethod.Post)
        {
            // Key sets are public.
            return await base.SendAsync(request, cancellationToken);
        }

        string sent = await request.Content!.ReadAsStringAsync(cancellationToken);
        if (oauth)
        {
            known.AddForm($"request {operation}", sent);
            known.Add($"request {operation} Authorization", request.Headers.Authorization?.Parameter ?? "");
        }
        else
        {
            known.AddWire($"request {operation}", sent);
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            known.AddWire($"answer to {operation}", await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ResponseEnded || e.InnerException is IOException)
        {
            // Cut off in the middle: the engine meets the same broken answer as without the tap.
            throw new IOException("The answer ended early.", e);
        }

        return response;
    }
}
