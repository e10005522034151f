using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>The two signing keys of a pool: one for ID tokens, one for access tokens.</summary>
internal sealed class PoolKeys(string poolId)
{
    private readonly Lock _gate = new();
    private (SigningKey Id, SigningKey Access)? _keys;

    public SigningKey Id => Current().Id;

    public SigningKey Access => Current().Access;

    public void Rotate()
    {
        lock (_gate)
        {
            _keys = Make();
        }
    }

    public JsonObject ToJwks()
    {
        (SigningKey id, SigningKey access) = Current();
        return new JsonObject { ["keys"] = new JsonArray(id.ToJwk(), access.ToJwk()) };
    }

    private (SigningKey Id, SigningKey Access) Current()
    {
        lock (_gate)
        {
            return _keys ??= Make();
        }
    }

    private (SigningKey Id, SigningKey Access) Make() =>
        (new SigningKey(poolId, "id", RsaKeySupply.Next()), new SigningKey(poolId, "access", RsaKeySupply.Next()));
}
